import { inject } from 'inversify';
import { controller, httpGet, httpPost } from 'inversify-express-utils';
import {
  RefreshSession,
  RegisterPerson,
  RequestVerificationCode,
  SignIn,
  SignOut,
  type TokenPair,
  VerifyEmail,
} from '../../../core/identity/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import { GetOwnProfile } from '../../../core/profiles/index.js';
import type { Call, MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { presentUser, type UserView } from '../profiles/user.presenter.js';
import {
  type LoginBody,
  loginBody,
  type RefreshBody,
  refreshBody,
  type RegisterBody,
  registerBody,
  type ResendCodeBody,
  resendCodeBody,
  type VerifyCodeBody,
  verifyCodeBody,
} from './identity.schemas.js';
import { withRetryAfter } from './retry-after.js';

interface SignedInView {
  readonly user: UserView;
  readonly tokens: TokenPair;
}

@controller('/auth')
export class AuthController {
  constructor(
    @inject(RegisterPerson) private readonly registerPerson: RegisterPerson,
    @inject(VerifyEmail) private readonly verifyEmail: VerifyEmail,
    @inject(RequestVerificationCode) private readonly requestCode: RequestVerificationCode,
    @inject(SignIn) private readonly signIn: SignIn,
    @inject(RefreshSession) private readonly refreshSession: RefreshSession,
    @inject(SignOut) private readonly signOut: SignOut,
    @inject(GetOwnProfile) private readonly getOwnProfile: GetOwnProfile,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /auth/register:
   *   post:
   *     operationId: register
   *     tags: [Auth]
   *     summary: Sign up
   *     description: >-
   *       Sends a six-digit code by e-mail. An address that has an account already is answered the same, and its owner gets a mail about it; so
   *       nobody learns here who has an account. A taken username is told.
   */
  @httpPost('/register')
  @endpoint({
    access: 'public',
    limit: 'auth',
    body: registerBody,
    answer: { status: 201, shape: 'one', schema: 'CodeSent' },
    errors: ['USERNAME_TAKEN', 'USERNAME_RESERVED', 'WEAK_PASSWORD'],
  })
  async register({ body, language }: Call<unknown, unknown, RegisterBody>): Promise<{ userId: string; message: string }> {
    const userId = await withRetryAfter(this.registerPerson.execute({ ...body, language }));
    return { userId, message: 'We have sent you a code by e-mail' };
  }

  /**
   * @openapi
   * /auth/verify-otp:
   *   post:
   *     operationId: verifyOtp
   *     tags: [Auth]
   *     summary: Confirm the e-mail address and sign in
   *     description: A code lives 10 minutes, allows 5 attempts and works once. Why a code is refused is not told.
   */
  @httpPost('/verify-otp')
  @endpoint({
    access: 'public',
    limit: 'auth',
    body: verifyCodeBody,
    answer: { status: 200, shape: 'one', schema: 'SignedIn' },
    errors: ['INVALID_CODE', 'ACCOUNT_BANNED'],
  })
  async verifyOtp({ body, ip, userAgent }: Call<unknown, unknown, VerifyCodeBody>): Promise<SignedInView> {
    return this.#signedIn(await this.verifyEmail.execute(body.userId, body.code, { ip, userAgent }));
  }

  /**
   * @openapi
   * /auth/resend-otp:
   *   post:
   *     operationId: resendOtp
   *     tags: [Auth]
   *     summary: Ask for another code
   *     description: >-
   *       Always answered the same. A mail is sent at most once a minute and five times an hour, and only to an address that waits to be confirmed.
   *       A new code replaces the one before.
   */
  @httpPost('/resend-otp')
  @endpoint({
    access: 'public',
    limit: 'auth',
    body: resendCodeBody,
    answer: { status: 200, shape: 'one', schema: 'Message' },
  })
  async resendOtp({ body, language }: Call<unknown, unknown, ResendCodeBody>): Promise<{ message: string }> {
    await this.requestCode.execute(body.userId, language);
    return { message: 'If the address waits to be confirmed, a new code is on its way' };
  }

  /**
   * @openapi
   * /auth/login:
   *   post:
   *     operationId: login
   *     tags: [Auth]
   *     summary: Sign in
   *     description: >-
   *       `INVALID_CREDENTIALS` does not tell whether the account exists. With the right password only: `ACCOUNT_BANNED`, or `EMAIL_NOT_VERIFIED`
   *       with the `userId` for /auth/verify-otp and /auth/resend-otp in `details.userId`. Repeated failures are answered 429 for a growing time.
   */
  @httpPost('/login')
  @endpoint({
    access: 'public',
    limit: 'auth',
    body: loginBody,
    answer: { status: 200, shape: 'one', schema: 'SignedIn' },
    errors: ['INVALID_CREDENTIALS', 'ACCOUNT_BANNED', 'EMAIL_NOT_VERIFIED'],
  })
  async login({ body, ip, userAgent }: Call<unknown, unknown, LoginBody>): Promise<SignedInView> {
    return this.#signedIn(await withRetryAfter(this.signIn.execute(body.email, body.password, { ip, userAgent })));
  }

  /**
   * @openapi
   * /auth/refresh:
   *   post:
   *     operationId: refresh
   *     tags: [Auth]
   *     summary: New tokens for a refresh token
   *     description: >-
   *       Each use changes the refresh token and moves its end to 7 days from now. The one before it keeps answering with the current one for a
   *       minute (a lost reply, a second tab); an older one ends the session.
   */
  @httpPost('/refresh')
  @endpoint({
    access: 'public',
    body: refreshBody,
    answer: { status: 200, shape: 'one', schema: 'Refreshed' },
    errors: ['INVALID_REFRESH_TOKEN'],
  })
  async refresh({ body }: Call<unknown, unknown, RefreshBody>): Promise<{ tokens: TokenPair }> {
    return { tokens: await withRetryAfter(this.refreshSession.execute(body.refreshToken)) };
  }

  /**
   * @openapi
   * /auth/logout:
   *   post:
   *     operationId: logout
   *     tags: [Auth]
   *     summary: Sign out
   *     description: Ends the session of the access token, and both its tokens with it.
   */
  @httpPost('/logout')
  @endpoint({ access: 'member', answer: { status: 200, shape: 'nothing' } })
  async logout({ actor }: MemberCall): Promise<void> {
    await this.signOut.execute(actor);
  }

  /**
   * @openapi
   * /auth/me:
   *   get:
   *     operationId: getMe
   *     tags: [Auth]
   *     summary: Who is signed in
   *     description: The full profile, with e-mail and phone.
   */
  @httpGet('/me')
  @endpoint({ access: 'member', answer: { status: 200, shape: 'one', schema: 'User' }, errors: ['USER_NOT_FOUND'] })
  async me({ actor }: MemberCall): Promise<UserView> {
    return presentUser(await this.getOwnProfile.execute(actor.userId), this.storage);
  }

  async #signedIn({ userId, tokens }: { userId: string; tokens: TokenPair }): Promise<SignedInView> {
    return { user: presentUser(await this.getOwnProfile.execute(userId), this.storage), tokens };
  }
}
