import type { TestApp } from '../../../support/build-test-app.js';
import { type Read, type ReadName, reads } from './reads.js';
import type { World } from './world.js';

/** What a read answered: all of it, but of a refusal only which. */
type Answer = string;
export type Answers = Readonly<Record<ReadName, Answer>>;

const all = Object.entries(reads) as [ReadName, Read][];

async function answer(app: TestApp, { path }: Read, world: World, authorization: string | undefined): Promise<Answer> {
  const request = app.http.get(`/api/v1${path(world)}`);
  const { status, body } = await (authorization ? request.set('authorization', authorization) : request);
  return JSON.stringify(status < 300 ? body : [status, body.error?.code]);
}

/** All reads of the world, by the writer or by a guest, at this instance. */
export async function answers(app: TestApp, world: World, who: 'writer' | 'guest'): Promise<Answers> {
  const authorization = who === 'writer' ? world.writer.authorization : undefined;
  const others = who === 'writer' ? 'guests' : 'members';
  const asked = all.filter(([, read]) => read.who !== others);
  const given = await Promise.all(asked.map(async ([name, read]) => [name, await answer(app, read, world, authorization)]));
  return Object.fromEntries(given) as Answers;
}

/** The names of the reads that answered something else. */
export function different(a: Answers, b: Answers): ReadName[] {
  return all.map(([name]) => name).filter((name) => a[name] !== b[name]);
}
