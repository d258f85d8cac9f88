import { expect } from 'chai';
import fc from 'fast-check';
import type { Test } from 'supertest';
import { endEverything } from '../../support/behind-the-cache.js';
import type { TestApp } from '../../support/build-test-app.js';
import type { FakeClock } from '../../support/fake-clock.js';
import { login, me, post, refresh, signUp } from './sign-up.js';
import { type ModelPerson, type ModelSession, type Refreshing, rules } from './token-model.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Instances of the product on one database (and Redis, where there is one) and by one clock. */
export interface Real {
  readonly instances: readonly TestApp[];
  readonly clock: FakeClock;
}

export interface Model {
  readonly people: ModelPerson[];
  /** What was seen, for the test of the test. */
  readonly met: Set<Act | Refreshing>;
}

interface Scene {
  readonly model: Model;
  readonly real: Real;
  readonly person: ModelPerson;
  /** Chooses a session, a token, a span. */
  readonly which: number;
  readonly app: TestApp;
  readonly other: TestApp;
  readonly now: number;
}

const spansSeconds = [1, 30, 59, 60, 61, 899, 900, 3_600, 604_799, 604_800];
const mostSessions = 2;

const sessionOf = ({ person, which }: Scene): ModelSession | undefined => person.sessions[which % person.sessions.length];
const as = (request: Test, token: string): Test => request.set('authorization', `Bearer ${token}`);
const lastAccess = ({ accessTokens }: ModelSession): string => accessTokens.at(-1)?.token ?? '';
const opens = (session: ModelSession, now: number): boolean => rules.opens(session, session.accessTokens.length - 1, now);

/** The client has these tokens now. The refresh token must be the one that this place in the chain had before, if it was ever seen. */
function learn(session: ModelSession, { accessToken, refreshToken }: Tokens, now: number): void {
  const last = session.refreshTokens.length - 1;
  const before = session.refreshTokens.indexOf(refreshToken);
  expect(session.refreshTokens[last] ?? refreshToken, 'the current refresh token').to.equal(refreshToken);
  expect([-1, last], 'a refresh token that was given is new, or the current one').to.include(before);
  session.refreshTokens[last] = refreshToken;
  session.held = last;
  rules.keep(session, accessToken, now);
}

/** Presents a refresh token of the chain, `times` at once at both instances, and looks at every answer. */
async function present(
  scene: Scene,
  session: ModelSession,
  counter: number,
  times: number,
  reply: 'heard' | 'lost',
): Promise<void> {
  const { app, other, now, model } = scene;
  const token = session.refreshTokens[counter];
  if (token === undefined) return;
  const becomes = rules.refreshing(session, counter, now);
  model.met.add(becomes);
  const answers = await Promise.all(Array.from({ length: times }, (_, i) => refresh(i % 2 === 0 ? app : other, token)));
  const isGood = becomes === 'rotates' || becomes === 'repeats';
  expect(
    answers.map(({ status }) => status),
    `a refresh token that ${becomes}`,
  ).to.deep.equal(Array(times).fill(isGood ? 200 : 401));
  if (becomes === 'ends the session') session.revoked = true;
  if (becomes === 'rotates') rules.rotate(session, now);
  if (!isGood || reply === 'lost') return;
  for (const { body } of answers) learn(session, body.data.tokens as Tokens, now);
}

async function signOut({ app, now }: Scene, session: ModelSession): Promise<void> {
  const open = opens(session, now);
  await as(app.http.post('/api/v1/auth/logout'), lastAccess(session)).expect(open ? 200 : 401);
  if (open) session.revoked = true;
}

async function endOthers({ app, now, person }: Scene, session: ModelSession): Promise<void> {
  const open = opens(session, now);
  await as(app.http.delete('/api/v1/auth/sessions'), lastAccess(session)).expect(open ? 200 : 401);
  if (open) rules.endAll(person, session);
}

const withSession =
  (act: (scene: Scene, session: ModelSession) => Promise<void>) =>
  async (scene: Scene): Promise<void> => {
    const session = sessionOf(scene);
    if (session) await act(scene, session);
  };

const acts = {
  async signIn({ app, person, now }: Scene): Promise<void> {
    if (person.sessions.length >= mostSessions) person.sessions.shift();
    const { body } = await login(app, person).expect(person.banned ? 403 : 200);
    if (!person.banned) begin(person, body.data.tokens as Tokens, now);
  },
  refresh: withSession((scene, session) => present(scene, session, session.held, 1, 'heard')),
  loseReply: withSession((scene, session) => present(scene, session, session.held, 1, 'lost')),
  refreshAtOnce: withSession((scene, session) => present(scene, session, session.held, 20, 'heard')),
  /** A token that is not the last one, where there is one. */
  replay: withSession((scene, session) =>
    present(scene, session, Math.floor(scene.which / mostSessions) % Math.max(1, session.refreshTokens.length - 1), 1, 'heard'),
  ),
  signOut: withSession(signOut),
  endOthers: withSession(endOthers),
  signOutEverywhere: withSession(async (scene, session) => {
    await endOthers(scene, session);
    await signOut(scene, session);
  }),
  changePassword: withSession(async ({ app, person, now }, session) => {
    const open = opens(session, now);
    const body = { currentPassword: person.password, newPassword: `${person.password.slice(0, 40)} ${now}` };
    await as(post(app, '/change-password', body), lastAccess(session)).expect(open ? 200 : 401);
    if (!open) return;
    person.password = body.newPassword;
    rules.endAll(person);
  }),
  async ban({ app, person, now }: Scene): Promise<void> {
    person.banned = !person.banned;
    await app
      .knex('users')
      .where({ id: person.id })
      .update({ banned_at: person.banned ? new Date(now) : null });
    await endEverything(app);
  },
  wait({ real, which }: Scene): Promise<void> {
    real.clock.advance((spansSeconds[which % spansSeconds.length] ?? 0) * 1_000);
    return Promise.resolve();
  },
};

export type Act = keyof typeof acts;

function begin(person: ModelPerson, tokens: Tokens, now: number): void {
  const session = rules.begin(person, now);
  session.refreshTokens.push(undefined);
  learn(session, tokens, now);
}

/** One thing that happens; then every access token of everybody, at either instance, does what the model says. */
class Happening implements fc.AsyncCommand<Model, Real> {
  constructor(
    private readonly act: Act,
    private readonly who: number,
    private readonly which: number,
  ) {}

  check({ people }: Readonly<Model>): boolean {
    return people.length > 0;
  }

  async run(model: Model, real: Real): Promise<void> {
    const at = this.which % real.instances.length;
    const [app, other] = [real.instances[at], real.instances[1 - at]] as [TestApp, TestApp];
    const person = model.people[this.who % model.people.length] as ModelPerson;
    model.met.add(this.act);
    const now = real.clock.now().getTime();
    await acts[this.act]({ model, real, person, app, other, now, which: Math.floor(this.which / real.instances.length) });
    await Promise.all(real.instances.map((instance) => expectTokens(model, instance, real.clock.now().getTime())));
  }

  toString(): string {
    return `${this.act}(${this.who}, ${this.which})`;
  }
}

/** Of each session the last access token, and another one. */
async function expectTokens({ people }: Model, app: TestApp, now: number): Promise<void> {
  const checks = people.flatMap(({ sessions }) =>
    sessions.flatMap((session) => {
      const last = session.accessTokens.length - 1;
      return [...new Set([last, Math.max(0, last - 1)])].map((at) => ({ session, at }));
    }),
  );
  const seen = await Promise.all(checks.map(({ session, at }) => me(app, session.accessTokens[at]?.token ?? '')));
  expect(seen.map(({ status }) => status)).to.deep.equal(
    checks.map(({ session, at }) => (rules.opens(session, at, now) ? 200 : 401)),
  );
}

/** Two people who have just signed up. */
export async function beginStory({ instances, clock }: Real): Promise<Model> {
  const people: ModelPerson[] = [];
  for (let i = 0; i < 2; i += 1) {
    const { id, email, password, accessToken, refreshToken } = await signUp(instances[0] as TestApp);
    const person: ModelPerson = { id, email, password, banned: false, sessions: [] };
    begin(person, { accessToken, refreshToken }, clock.now().getTime());
    people.push(person);
  }
  return { people, met: new Set() };
}

/** What clients do every day comes most often. */
const weights: Readonly<Record<Act, number>> = {
  signIn: 4,
  refresh: 7,
  loseReply: 7,
  refreshAtOnce: 2,
  replay: 3,
  wait: 4,
  signOut: 1,
  endOthers: 1,
  signOutEverywhere: 1,
  changePassword: 1,
  ban: 1,
};

/** Stories in which no more than these things happen. */
export function stories(of: readonly Act[] = Object.keys(weights) as Act[]) {
  const act = fc.oneof(...of.map((one) => ({ arbitrary: fc.constant(one), weight: weights[one] })));
  const happening = fc.tuple(act, fc.nat({ max: 1 }), fc.nat({ max: 500 }));
  return fc.commands([happening.map((values) => new Happening(...values))], { maxCommands: 25, size: 'max' });
}
