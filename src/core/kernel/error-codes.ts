/**
 * Every stable error code that a caller can meet, with what it means. Clients branch on these words, so a code
 * is never renamed or given another meaning. The HTTP edge maps each to a status (a missing one does not compile)
 * and the OpenAPI document lists them.
 */
export const errorCodes = {
  // the request itself
  VALIDATION_FAILED: 'A parameter, header or body field is wrong; details lists every fault by field',
  MALFORMED_JSON: 'The body is not well-formed JSON',
  MALFORMED_REQUEST: 'The request line, path, query or multipart framing cannot be read',
  MALFORMED_CURSOR: 'The cursor was not made by this server or for this list',
  UNSUPPORTED_MEDIA_TYPE: 'The Content-Type is not one this endpoint reads',
  PAYLOAD_TOO_LARGE: 'The body, or a file in it, is larger than allowed',
  ROUTE_NOT_FOUND: 'There is no such address',
  METHOD_NOT_ALLOWED: 'The address exists, but not with this method',
  RATE_LIMITED: 'Too many requests; Retry-After says when to try again',
  IDEMPOTENCY_KEY_IN_USE: 'A call with this Idempotency-Key is still being carried out; Retry-After says when to try again',
  IDEMPOTENCY_KEY_REUSED: 'This Idempotency-Key was sent before with other content',
  // who is calling
  UNAUTHENTICATED: 'The access token is missing, invalid or expired',
  API_KEY_SCOPE_MISSING: 'The API key was not made for this, or no API key may do it',
  FORBIDDEN: 'The caller may not do this',
  // the server
  INTERNAL_ERROR: 'An unexpected failure; quote the request id when reporting it',
  SERVICE_UNAVAILABLE: 'The server is busy, stopping, or a service it needs is away',
  // identity
  INVALID_CREDENTIALS: 'E-mail and password do not belong together',
  INVALID_REFRESH_TOKEN: 'The refresh token is unknown, expired, used or revoked',
  INVALID_CODE: 'The code is wrong, used, expired or was tried too often',
  EMAIL_NOT_VERIFIED: 'The e-mail address is not confirmed yet',
  ACCOUNT_BANNED: 'The account is banned',
  USERNAME_TAKEN: 'Somebody has this username',
  USERNAME_RESERVED: 'This username is reserved',
  WEAK_PASSWORD: 'The password is too short, too long or too common',
  WRONG_PASSWORD: 'The current password is wrong',
  SESSION_NOT_FOUND: 'There is no such session of yours',
  // profiles
  USER_NOT_FOUND: 'There is no such person',
  CANNOT_FOLLOW_SELF: 'Nobody follows himself',
  CANNOT_BLOCK_SELF: 'Nobody blocks himself',
  BLOCKED: 'A block stands between the two people',
  // media
  MEDIA_NOT_FOUND: 'There is no such file of yours',
  MEDIA_IN_USE: 'The picture belongs to a post or listing',
  FILE_MISSING: 'The multipart field with the file is missing or empty',
  UNSUPPORTED_IMAGE: 'The bytes are not a picture of a supported format',
  HEIC_UNSUPPORTED: 'HEIC pictures are not accepted; send JPEG, PNG, WebP or GIF',
  IMAGE_TOO_LARGE: 'The picture has more pixels than allowed',
  CORRUPT_IMAGE: 'The picture is damaged or incomplete',
  PICTURE_QUOTA_REACHED: 'The caller keeps as many pictures as one person may; deleting some makes room',
  // posts and comments
  POST_NOT_FOUND: 'There is no such post, or the caller does not get to see it',
  COMMENT_NOT_FOUND: 'There is no such comment, or the caller does not get to see it',
  POST_EMPTY: 'A post needs a text or a picture',
  TOO_MANY_IMAGES: 'A post holds no more pictures than this',
  IMAGE_NOT_IN_POST: 'A picture that is to be taken out does not stand in the post',
  NOT_REPOSTABLE: 'Only public posts can be passed on',
  // caching
  CACHE_FAMILY_NOT_FOUND: 'Nothing is cached under this name',
  // API keys
  API_KEY_NOT_FOUND: 'There is no such API key that is live',
  // administration and reports
  CANNOT_MODERATE_SELF: 'Nobody bans or deletes himself, or changes his own role',
  CANNOT_REPORT_OWN: 'Nobody reports himself, or what he wrote',
  ALREADY_REPORTED: 'A report of yours on this is open',
  REPORT_NOT_FOUND: 'There is no such report',
  REPORT_DECIDED: 'The report was decided already',
  REPORT_OPEN: 'The report is open: there is no decision to undo',
  NOT_RESTORABLE: 'What was removed cannot come back',
  // security
  RATE_LIMIT_NOT_FOUND: 'There is no limit of this name',
  // notifications
  NOTIFICATION_NOT_FOUND: 'There is no such notification of yours',
} as const;

export type ErrorCode = keyof typeof errorCodes;
