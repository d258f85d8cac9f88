/** 3 to 30 ASCII letters, digits or `_`. ASCII alone, so that no two usernames look alike in another script. */
export const usernamePattern = /^[A-Za-z0-9_]{3,30}$/;

/** Words that would collide with an address (`/users/me`) or pass for the people who run the place. */
const reservedUsernames: ReadonlySet<string> = new Set([
  ...['me', 'self', 'search', 'blocked', 'followers', 'following', 'users', 'user', 'profile', 'profiles', 'media'],
  ...['api', 'auth', 'docs', 'health', 'metrics', 'static', 'assets', 'public', 'www', 'mail', 'webhook', 'webhooks'],
  ...['login', 'logout', 'register', 'signup', 'signin', 'verify', 'settings', 'account', 'password', 'dashboard'],
  ...['feed', 'posts', 'stories', 'explore', 'market', 'listings', 'forum', 'services', 'messages', 'chat', 'notifications'],
  ...['admin', 'administrator', 'moderator', 'mod', 'staff', 'support', 'help', 'security', 'system', 'root', 'owner'],
  ...['official', 'verified', 'bikearea', 'bike_area', 'about', 'terms', 'privacy', 'contact'],
  ...['everyone', 'all', 'here', 'nobody', 'anonymous', 'guest', 'unknown', 'deleted', 'null', 'undefined', 'true', 'false'],
]);

export function isUsername(text: string): boolean {
  return usernamePattern.test(text);
}

/** What makes a username unique: itself in lower case. Stored as `username_key`. */
export function usernameKey(username: string): string {
  return username.toLowerCase();
}

export function isReservedUsername(username: string): boolean {
  return reservedUsernames.has(usernameKey(username));
}
