import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ImageProcessor, ObjectStorage } from '../../src/core/media/index.js';
import { imageVariants, newObjectKey } from '../../src/core/media/index.js';
import { stableId } from '../reference.js';
import { drawAvatar, drawCover } from './drawing.js';
import { type DemoPerson, demoPeople } from './people.js';
import type { DemoPost } from './post.js';
import { demoPosts } from './posts.js';
import { drawScene } from './scenes.js';

export interface PictureNeeds {
  readonly images: ImageProcessor;
  readonly storage: ObjectStorage;
}

/** One stored picture of a demo person, as the table `media` describes it. */
export interface DemoPicture {
  readonly id: string;
  readonly username: string;
  readonly kind: 'avatar' | 'cover' | 'post';
  readonly variants: readonly { readonly name: string; readonly key: string; readonly width: number; readonly height: number }[];
  readonly blurhash: string;
  /** Of the post that it stands in. */
  readonly hoursAgo: number | undefined;
}

type Plan = Omit<DemoPicture, 'variants' | 'blurhash'> & { readonly draw: () => Buffer };

function profilePlans({ username, rides, picture, cover }: DemoPerson, position: number): Plan[] {
  const plan = (kind: 'avatar' | 'cover', draw: () => Buffer): Plan => {
    return { id: stableId(`demo:${kind}:1:${username}`), username, kind, hoursAgo: undefined, draw };
  };
  return [
    ...(picture ? [plan('avatar', () => drawAvatar(rides, position + 1))] : []),
    ...(cover ? [plan('cover', () => drawCover(position + 101))] : []),
  ];
}

/** Ids of the pictures of a post, in order. */
export const postPictureIds = ({ key, pictures }: Pick<DemoPost, 'key' | 'pictures'>): string[] =>
  pictures.map((_, position) => stableId(`demo:post:1:${key}/${position}`));

const rides = new Map(demoPeople.map((person) => [person.username, person.rides]));

function postPlans(post: DemoPost): Plan[] {
  const ids = postPictureIds(post);
  return post.pictures.map((scene, position) => {
    const id = ids[position] ?? '';
    const draw = (): Buffer => drawScene(scene, rides.get(post.by) ?? 'bicycle', Number.parseInt(id.slice(0, 8), 16));
    return { id, username: post.by, kind: 'post', hoursAgo: post.hoursAgo, draw };
  });
}

const plans = [...demoPeople.flatMap(profilePlans), ...demoPosts.flatMap(postPlans)];

/** Also of pictures whose owner is gone: a picture outlives the account until it is swept away. */
export const demoPictureIds: readonly string[] = plans.map(({ id }) => id);

/** Also of pictures that were stored for somebody who was then left out. */
export const demoPictureKeys: readonly string[] = plans.flatMap(({ id, kind }) =>
  imageVariants[kind].map(({ name }) => newObjectKey(kind, id, name)),
);

/**
 * Draws the pictures and takes them the way every upload goes: cleaned, in the sizes of their use, into the storage. Id and bytes are the
 * same each time, so storing them again changes nothing. What is drawn differently one day must get another number in its id.
 */
export async function storeDemoPictures({ images, storage }: PictureNeeds): Promise<DemoPicture[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'bikearea-demo-'));
  const store = async ({ draw, ...picture }: Plan): Promise<DemoPicture> => {
    const { id, kind } = picture;
    const file = path.join(directory, `${id}.png`);
    await writeFile(file, draw());
    const { variants, blurhash } = await images.process(file, imageVariants[kind]);
    const kept = variants.map(({ name, width, height }) => ({ name, key: newObjectKey(kind, id, name), width, height }));
    await Promise.all(variants.map(({ name, body }) => storage.put(newObjectKey(kind, id, name), body, 'image/webp')));
    return { ...picture, variants: kept, blurhash };
  };
  try {
    return await Promise.all(plans.map(store));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
