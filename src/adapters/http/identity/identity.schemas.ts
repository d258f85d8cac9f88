import Joi from 'joi';
import { normalizeEmail, usernamePattern } from '../../../core/identity/index.js';
import { profileLimits } from '../../../core/profiles/index.js';
import { graphemeCount, isVisible, plainLine } from '../../../core/text/index.js';

/** Far more than a password may have; how long it may be is decided where letters, not units, are counted. */
const maxPasswordUnits = 1_024;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const email = Joi.string()
  .max(1_000)
  .required()
  .custom((text: string, helpers) => normalizeEmail(text) ?? helpers.error('string.email'))
  .meta({ swagger: { format: 'email' } })
  .description('Letter case, and spaces around it, do not matter')
  .example('nino@example.ge');

const typedPassword = Joi.string().max(maxPasswordUnits).required();

const newPassword = typedPassword
  .description('8 to 128 characters of any script; not a common one, not your e-mail address or username (WEAK_PASSWORD)')
  .example('წითელი მოტო 2026');

const username = Joi.string()
  .pattern(usernamePattern)
  .required()
  .messages({ 'string.pattern.base': '{{#label}} must be 3 to 30 letters, digits or underscores' })
  .description('3 to 30 of A-Z, a-z, 0-9 and _; unique whatever the letter case')
  .example('nino_rides');

const fullName = Joi.string()
  .max(1_000)
  .required()
  .custom((text: string, helpers) => {
    const name = plainLine(text);
    const length = graphemeCount(name);
    const { min, max } = profileLimits.fullName;
    if (length < min || !isVisible(name)) return helpers.error('string.min', { limit: min });
    return length > max ? helpers.error('string.max', { limit: max }) : name;
  })
  .description('2 to 100 characters, one line')
  .example('ნინო ბერიძე');

const phone = Joi.string()
  .pattern(/^\+?\d{9,15}$/)
  .empty(Joi.valid('', null))
  .default(null)
  .messages({ 'string.pattern.base': '{{#label}} must be 9 to 15 digits, with + before them or not' })
  .description('Only you see it')
  .example('+995599123456');

const verificationRef = Joi.string()
  .lowercase()
  .pattern(uuid)
  .required()
  .messages({ 'string.pattern.base': '{{#label}} must be the userId that sign-up or forgot-password answered' })
  .description('The `userId` that register or forgot-password answered: it stands for the address, and is not the id of a person')
  .example('6f1c0a52-9f0e-8b7a-a1de-2f4b8c0d9e11');

const code = Joi.string()
  .pattern(/^\d{6}$/)
  .required()
  .messages({ 'string.pattern.base': '{{#label}} must be the six digits from the mail' })
  .description('The six digits from the mail')
  .example('042137');

const codeType = Joi.string()
  .valid('EMAIL')
  .required()
  .messages({ 'any.only': '{{#label}} must be EMAIL: codes by phone are not offered' })
  .description('Codes are sent by e-mail; `PHONE` is refused')
  .example('EMAIL');

export interface RegisterBody {
  readonly email: string;
  readonly password: string;
  readonly username: string;
  readonly fullName: string;
  readonly phone: string | null;
}
export const registerBody = Joi.object<RegisterBody>({ email, password: newPassword, username, fullName, phone }).meta({
  className: 'RegisterBody',
});

export interface VerifyCodeBody {
  readonly userId: string;
  readonly code: string;
  readonly type: 'EMAIL';
}
export const verifyCodeBody = Joi.object<VerifyCodeBody>({ userId: verificationRef, code, type: codeType }).meta({
  className: 'VerifyCodeBody',
});

export interface ResendCodeBody {
  readonly userId: string;
  readonly type: 'EMAIL';
}
export const resendCodeBody = Joi.object<ResendCodeBody>({ userId: verificationRef, type: codeType }).meta({
  className: 'ResendCodeBody',
});

export interface LoginBody {
  readonly email: string;
  readonly password: string;
}
export const loginBody = Joi.object<LoginBody>({
  email,
  password: typedPassword.description('As typed').example('წითელი მოტო 2026'),
}).meta({ className: 'LoginBody' });

export interface RefreshBody {
  readonly refreshToken: string;
}
export const refreshBody = Joi.object<RefreshBody>({
  refreshToken: Joi.string()
    .max(4_096)
    .required()
    .description('The last refresh token received')
    .example('AZK7n0nPdmmPcGm1mFyGqA.3.u1Vb5sKpG6C0gq3xWQm2uKxQ1n9m0b3t8yqv4lJ7d5s'),
}).meta({ className: 'RefreshBody' });

export interface ForgotPasswordBody {
  readonly email: string;
}
export const forgotPasswordBody = Joi.object<ForgotPasswordBody>({ email }).meta({ className: 'ForgotPasswordBody' });

export interface ResetPasswordBody {
  readonly userId: string;
  readonly code: string;
  readonly newPassword: string;
}
export const resetPasswordBody = Joi.object<ResetPasswordBody>({ userId: verificationRef, code, newPassword }).meta({
  className: 'ResetPasswordBody',
});

export interface ChangePasswordBody {
  readonly currentPassword: string;
  readonly newPassword: string;
}
export const changePasswordBody = Joi.object<ChangePasswordBody>({
  currentPassword: typedPassword.description('The one in use').example('წითელი მოტო 2026'),
  newPassword: newPassword.example('ლურჯი მოტო 2027'),
}).meta({ className: 'ChangePasswordBody' });

export interface SessionParams {
  readonly id: string;
}
export const sessionParams = Joi.object<SessionParams>({
  id: Joi.string()
    .lowercase()
    .pattern(uuid)
    .required()
    .messages({ 'string.pattern.base': '{{#label}} must be a UUID' })
    .description('Id of the session')
    .example('019ab1c2-3d4e-7f50-8a61-b2c3d4e5f607'),
});
