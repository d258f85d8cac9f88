const MAX_KEY_LENGTH = 512;
const MAX_PART_LENGTH = 128;
/** Lower-case letters, digits, `-` and single dots; neither first nor last a dot, so neither `.` nor `..` nor a hidden file. */
const keyPart = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

const isPart = (part: string): boolean => part.length <= MAX_PART_LENGTH && keyPart.test(part);

/**
 * The one rule for object keys: parts of lower-case letters, digits, `-` and `.`, joined by `/`, 512 characters at most, 128 a part.
 * Such a key means the same thing in a file system, in a URL and in S3, with nothing to escape and nowhere to climb.
 * @throws TypeError for anything else. The key itself is left out of the message: it may be hostile.
 */
export function assertObjectKey(key: string): void {
  if (typeof key !== 'string' || key.length > MAX_KEY_LENGTH || !key.split('/').every(isPart)) {
    throw new TypeError('Not an object key: lower-case letters, digits, "-", "." and "/" between parts only');
  }
}

/**
 * Key of one processed picture: `avatar/018f…/200x200.webp`.
 * `id` is that of the picture, never of its owner: what stands under a key does not change, so a new picture needs a new id.
 * @throws TypeError when a part is not allowed in a key.
 */
export function newObjectKey(kind: string, id: string, variant: string): string {
  const parts = [kind, id, `${variant}.webp`];
  if (!parts.every(isPart)) throw new TypeError('Not a part of an object key: lower-case letters, digits, "-" and "." only');
  return parts.join('/');
}

/**
 * The public address that objects stand under, without its last slashes. For the constructors of object storages.
 * @throws TypeError when it is not an absolute http(s) address free of query and fragment.
 */
export function checkedBaseUrl(publicBaseUrl: string): string {
  const url = URL.canParse(publicBaseUrl) ? new URL(publicBaseUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new TypeError('The public address of the object storage must be an absolute http(s) URL without query and fragment');
  }
  return publicBaseUrl.replace(/\/+$/, '');
}
