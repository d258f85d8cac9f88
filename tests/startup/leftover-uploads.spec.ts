import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { removeLeftoverUploads } from '../../src/composition/leftover-uploads.js';

describe('temporary files of uploads', () => {
  it('that a killed process left behind go at the next start; those of the last hour stay', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'bikearea-uploads-'));
    for (const name of ['old', 'fresh']) writeFileSync(path.join(directory, name), 'x');
    const twoHoursAgo = new Date(Date.now() - 7_200_000);
    utimesSync(path.join(directory, 'old'), twoHoursAgo, twoHoursAgo);
    await removeLeftoverUploads(directory);
    expect(readdirSync(directory)).to.deep.equal(['fresh']);
    rmSync(directory, { recursive: true });
    await removeLeftoverUploads(directory);
  });
});
