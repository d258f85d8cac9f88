import type { TestApp } from '../../support/build-test-app.js';

export const goodPassword = 'მოტოციკლი Tbilisi 26';

export interface Wishes {
  readonly email: string;
  readonly username: string;
  readonly password?: string;
}

let made = 0;

/** An address and a username that nobody in this process has had. */
export function fresh(): { email: string; username: string } {
  made += 1;
  return { email: `rider${made}@example.ge`, username: `rider_${made}` };
}

export const post = (app: TestApp, path: string, body: object) => app.http.post(`/api/v1/auth${path}`).send(body);

/** The `userId` that stands for the address. */
export async function register(app: TestApp, { email, username, password = goodPassword }: Wishes): Promise<string> {
  const { body } = await post(app, '/register', { email, username, password, fullName: 'ნინო ბერიძე' }).expect(201);
  return body.data.userId as string;
}

/** The code in the last mail to this address, after everything recorded was delivered. */
export async function codeFor(app: TestApp, email: string): Promise<string> {
  await app.settle();
  const code = /\b\d{6}\b/.exec(app.mails.lastTo(email).text)?.[0];
  if (!code) throw new Error(`the last mail to ${email} holds no code`);
  return code;
}

export interface SignedUp extends Required<Wishes> {
  /** What the contract calls userId in sign-up and reset flows. */
  readonly ref: string;
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A person who went the whole way: registered, read the mail, confirmed. */
export async function signUp(app: TestApp, wishes: Wishes = fresh()): Promise<SignedUp> {
  const ref = await register(app, wishes);
  const code = await codeFor(app, wishes.email);
  const { body } = await post(app, '/verify-otp', { userId: ref, code, type: 'EMAIL' }).expect(200);
  const { user, tokens } = body.data;
  return { password: goodPassword, ...wishes, ref, id: user.id, ...tokens } as SignedUp;
}

export const login = (app: TestApp, { email, password = goodPassword }: { email: string; password?: string }) =>
  post(app, '/login', { email, password });

export const me = (app: TestApp, accessToken: string) =>
  app.http.get('/api/v1/auth/me').set('authorization', `Bearer ${accessToken}`);

export const refresh = (app: TestApp, refreshToken: string) => post(app, '/refresh', { refreshToken });
