import type { ImageProcessor } from '../../src/core/media/index.js';
import { readingPromises } from './image-processor/reading.js';
import { refusalPromises } from './image-processor/refusals.js';
import { resultPromises } from './image-processor/results.js';
import { UploadBench } from './image-processor/upload-bench.js';

export interface ImageProcessorHarness {
  create(settings: { readonly maxPixels?: number }): ImageProcessor;
}

export function imageProcessorContract(harness: ImageProcessorHarness): void {
  describe('keeps the promises of ImageProcessor', () => {
    const bench = new UploadBench((settings) => harness.create(settings));

    before(() => bench.open());
    after(() => bench.close());

    resultPromises(bench);
    readingPromises(bench);
    refusalPromises(bench);
  });
}
