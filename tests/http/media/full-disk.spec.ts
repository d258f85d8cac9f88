import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { runWithLimitedFileSize } from '../../support/limited-file-size.js';

const upload = `
  const http = await import('node:http');
  const { once } = await import('node:events');
  const outcomes = [];
  const server = http.createServer(async (req, res) => {
    try {
      const { files } = await module.readMultipart(req, res, { field: 'avatar', maxFiles: 2, maxBytes: 1_000_000 }, directory);
      outcomes.push(files.length + ' file(s)');
    } catch (error) {
      outcomes.push(error.code);
    }
    res.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  for (const bytes of [1_000, 200_000]) {
    const body = new FormData();
    body.append('avatar', new Blob(['x'.repeat(500)]), 'small.jpg');
    body.append('avatar', new Blob(['x'.repeat(bytes)]), 'a.jpg');
    await fetch('http://127.0.0.1:' + server.address().port, { method: 'POST', body });
  }
  server.close();
  server.closeAllConnections();
  console.log(JSON.stringify(outcomes));
`;

describe('uploads onto a full disk', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'full-disk-'));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  it('are an error of ours, not of the client, and leave no half-written file', async () => {
    const printed = await runWithLimitedFileSize('src/adapters/http/multipart', directory, upload);
    expect(JSON.parse(printed)).to.deep.equal(['2 file(s)', 'EFBIG']);
    // The two files of the upload that went well are its caller's to discard.
    const left = await readdir(directory, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).to.have.length(2);
  });
});
