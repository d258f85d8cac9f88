import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { DomainError, type ErrorCode } from '../../../src/core/kernel/index.js';
import type { ImageProcessor, ImageVariant, ProcessedImage } from '../../../src/core/media/index.js';
import * as pictures from '../../support/pictures.js';

export const inside: ImageVariant = { name: 'inside', width: 1080, fit: 'inside' };
export const square: ImageVariant = { name: 'square', width: 60, height: 60, fit: 'cover' };

type Made = ProcessedImage['variants'][number];

/** Uploads of one run of the contract: bytes in, pictures or refusals out. */
export class UploadBench {
  private directory = '';

  constructor(private readonly create: (settings: { readonly maxPixels?: number }) => ImageProcessor) {}

  async open(): Promise<void> {
    this.directory = await mkdtemp(path.join(tmpdir(), 'pictures-'));
  }

  async close(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  pathOf(name: string): string {
    return path.join(this.directory, name);
  }

  async process(
    file: Buffer,
    variants: readonly ImageVariant[] = [inside],
    { name = 'upload', maxPixels }: { readonly name?: string; readonly maxPixels?: number } = {},
  ): Promise<ProcessedImage> {
    await writeFile(this.pathOf(name), file);
    return this.create(maxPixels === undefined ? {} : { maxPixels }).process(this.pathOf(name), variants);
  }

  /** A path where nothing was written. */
  processMissing(): Promise<ProcessedImage> {
    return this.create({}).process(this.pathOf('missing'), [inside]);
  }

  /** The one picture made, with its pixels. */
  async resultOf(
    file: Buffer,
    variant: ImageVariant = inside,
    name = 'upload',
  ): Promise<Made & { readonly pixels: pictures.Pixels }> {
    const [made] = (await this.process(file, [variant], { name })).variants;
    if (!made) throw new Error('no picture was made');
    return { ...made, pixels: await pictures.pixelsOf(made.body) };
  }

  async expectRefusal(
    code: ErrorCode,
    file: Buffer,
    options: { readonly name?: string; readonly maxPixels?: number } = {},
  ): Promise<void> {
    const outcome = await this.process(file, [inside], options).catch((error: unknown) => error);
    expect(outcome, code).to.be.instanceOf(DomainError);
    expect((outcome as DomainError).code).to.equal(code);
  }
}

export function expectColour(pixels: pictures.Pixels, x: number, y: number, colour: pictures.Colour, tolerance = 8): void {
  const found = pictures.colourAt(pixels, x, y);
  expect(pictures.distance(found, colour), `${found.join()} at ${x},${y} instead of ${colour.join()}`).to.be.at.most(tolerance);
}
