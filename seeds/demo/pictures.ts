import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ImageProcessor, ObjectStorage } from '../../src/core/media/index.js';
import { imageVariants, newObjectKey } from '../../src/core/media/index.js';
import { stableId } from '../reference.js';
import { drawAvatar, drawCover } from './drawing.js';
import { type DemoPerson, demoPeople } from './people.js';

export interface PictureNeeds {
  readonly images: ImageProcessor;
  readonly storage: ObjectStorage;
}

/** One stored picture of a demo person, as the table `media` describes it. */
export interface DemoPicture {
  readonly id: string;
  readonly username: string;
  readonly kind: 'avatar' | 'cover';
  readonly variants: readonly { readonly name: string; readonly key: string; readonly width: number; readonly height: number }[];
  readonly blurhash: string;
}

type Plan = Pick<DemoPicture, 'username' | 'kind'> & { readonly draw: () => Buffer };

const plansOf = ({ username, rides, picture, cover }: DemoPerson, position: number): Plan[] => [
  ...(picture ? [{ username, kind: 'avatar' as const, draw: () => drawAvatar(rides, position + 1) }] : []),
  ...(cover ? [{ username, kind: 'cover' as const, draw: () => drawCover(position + 101) }] : []),
];

const pictureId = ({ kind, username }: Pick<DemoPicture, 'kind' | 'username'>): string => stableId(`demo:${kind}:1:${username}`);

/** Also of pictures whose owner is gone: a picture outlives the account until it is swept away. */
export const demoPictureIds: readonly string[] = demoPeople.flatMap(plansOf).map(pictureId);

/**
 * Draws the pictures and takes them the way every upload goes: cleaned, in the sizes of their use, into the storage. Id and bytes are the
 * same each time, so storing them again changes nothing. What is drawn differently one day must get another number in its id.
 */
export async function storeDemoPictures({ images, storage }: PictureNeeds): Promise<DemoPicture[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'bikearea-demo-'));
  const store = async ({ username, kind, draw }: Plan): Promise<DemoPicture> => {
    const id = pictureId({ username, kind });
    const file = path.join(directory, `${id}.png`);
    await writeFile(file, draw());
    const { variants, blurhash } = await images.process(file, imageVariants[kind]);
    const kept = variants.map(({ name, width, height }) => ({ name, key: newObjectKey(kind, id, name), width, height }));
    await Promise.all(variants.map(({ name, body }) => storage.put(newObjectKey(kind, id, name), body, 'image/webp')));
    return { id, username, kind, variants: kept, blurhash };
  };
  try {
    return await Promise.all(demoPeople.flatMap(plansOf).map(store));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
