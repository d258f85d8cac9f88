import { inject } from 'inversify';
import { controller, httpPost } from 'inversify-express-utils';
import { ChangePassword, RequestPasswordReset, ResetPassword } from '../../../core/identity/index.js';
import type { Call, MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import {
  type ChangePasswordBody,
  changePasswordBody,
  type ForgotPasswordBody,
  forgotPasswordBody,
  type ResetPasswordBody,
  resetPasswordBody,
} from './identity.schemas.js';
import { withRetryAfter } from './retry-after.js';

@controller('/auth')
export class PasswordController {
  constructor(
    @inject(RequestPasswordReset) private readonly requestReset: RequestPasswordReset,
    @inject(ResetPassword) private readonly reset: ResetPassword,
    @inject(ChangePassword) private readonly change: ChangePassword,
  ) {}

  /**
   * @openapi
   * /auth/forgot-password:
   *   post:
   *     operationId: forgotPassword
   *     tags: [Auth]
   *     summary: Ask for a code to set a new password
   *     description: >-
   *       Always answered the same, and with the same `userId` for the same address, whether or not it has an account. A mail is sent at most once a
   *       minute and five times an hour.
   */
  @httpPost('/forgot-password')
  @endpoint({
    access: 'public',
    limit: 'auth',
    body: forgotPasswordBody,
    answer: { status: 200, shape: 'one', schema: 'CodeSent' },
  })
  async forgotPassword({
    body,
    language,
  }: Call<unknown, unknown, ForgotPasswordBody>): Promise<{ userId: string; message: string }> {
    const userId = await this.requestReset.execute(body.email, language);
    return { userId, message: 'If there is an account with this address, a code is on its way' };
  }

  /**
   * @openapi
   * /auth/reset-password:
   *   post:
   *     operationId: resetPassword
   *     tags: [Auth]
   *     summary: Set a new password with a code
   *     description: Ends every session. The code proves the address, so it is confirmed as well.
   */
  @httpPost('/reset-password')
  @endpoint({
    access: 'public',
    limit: 'auth',
    body: resetPasswordBody,
    answer: { status: 200, shape: 'one', schema: 'Message' },
    errors: ['INVALID_CODE', 'WEAK_PASSWORD'],
  })
  async resetPassword({ body }: Call<unknown, unknown, ResetPasswordBody>): Promise<{ message: string }> {
    await withRetryAfter(this.reset.execute(body.userId, body.code, body.newPassword));
    return { message: 'The password is changed; sign in with the new one' };
  }

  /**
   * @openapi
   * /auth/change-password:
   *   post:
   *     operationId: changePassword
   *     tags: [Auth]
   *     summary: Change the password
   *     description: Ends every session, this one included; sign in again with the new password.
   */
  @httpPost('/change-password')
  @endpoint({
    access: 'member',
    body: changePasswordBody,
    answer: { status: 200, shape: 'one', schema: 'Message' },
    errors: ['WRONG_PASSWORD', 'WEAK_PASSWORD'],
  })
  async changePassword({ actor, body }: MemberCall<unknown, unknown, ChangePasswordBody>): Promise<{ message: string }> {
    await withRetryAfter(this.change.execute(actor, body.currentPassword, body.newPassword));
    return { message: 'The password is changed; sign in with the new one' };
  }
}
