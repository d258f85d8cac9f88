import { runProgram } from '../scripts/run-program.js';
import { buildTestApp } from '../tests/support/build-test-app.js';
import { hostilePictures } from '../tests/support/hostile-pictures.js';
import { createPerson } from '../tests/support/people.js';
import { prepareEmbeddedImage } from '../tests/support/test-database.js';

const help = `Memory while hostile files are uploaded, many at once: each file of the corpus in turn, to a server in this process.

  npm run bench:uploads -- --files 2000 --at-once 20`;

const numberAfter = (words: readonly string[], name: string, usual: number): number =>
  words.includes(name) ? Number(words[words.indexOf(name) + 1]) : usual;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

await runProgram(async (words) => {
  if (words.includes('--help')) {
    console.log(help);
    return 0;
  }
  const [files, atOnce] = [numberAfter(words, '--files', 2_000), numberAfter(words, '--at-once', 20)];
  const corpus = await hostilePictures();
  await prepareEmbeddedImage();
  const app = await buildTestApp(undefined, { config: { log: { level: 'error', json: true } } });
  try {
    const { authorization } = await createPerson(app);
    const statuses: Record<number, number> = {};
    let peak = 0;
    const send = async (index: number): Promise<void> => {
      const picture = corpus[index % corpus.length];
      if (!picture) throw new Error('the corpus is empty');
      const request = app.http.patch('/api/v1/media/avatar').set('authorization', authorization);
      const { status } = await request.attach('avatar', picture.file, { filename: 'photo.jpg', contentType: picture.type });
      statuses[status] = (statuses[status] ?? 0) + 1;
      peak = Math.max(peak, process.memoryUsage.rss());
    };
    const sendAll = async (count: number): Promise<void> => {
      let next = 0;
      const sender = async (): Promise<void> => {
        while (next < count) await send(next++);
      };
      await Promise.all(Array.from({ length: atOnce }, sender));
    };
    // What is loaded and compiled with the first calls is no growth.
    await sendAll(corpus.length * 2);
    const start = process.memoryUsage.rss();
    peak = start;
    await sendAll(files);
    const end = process.memoryUsage.rss();
    console.log(
      `${files} uploads of ${corpus.length} kinds, ${atOnce} at once; answers by status, warming up included: ${JSON.stringify(statuses)}`,
    );
    console.log(`RSS ${megabytes(start)} before, ${megabytes(peak)} at most, ${megabytes(end)} after`);
    console.log(`growth: ${megabytes(end - start)}, at most ${megabytes(peak - start)}`);
    return 0;
  } finally {
    await app.close();
  }
});
