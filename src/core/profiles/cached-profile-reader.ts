import { cacheFamily, cacheTags, catalogue, type LoadingCache, type Wanted } from '../caching/index.js';
import { isUsername, usernameKey } from '../identity/index.js';
import { type PersonReference, ProfileReader, type SeenProfile } from './ports/profile-reader.js';

const guest = 'guest';

/** For a viewer: what stands between the two is part of it. That there is no such person is known for a moment: bans end by themselves. */
export const profileFamily = cacheFamily<SeenProfile>()(catalogue.profile.pattern, {
  ttlSeconds: catalogue.profile.ttlSeconds,
  version: 1,
  tags: ({ userId, viewer }) => [
    cacheTags.user(String(userId)),
    ...(viewer === guest ? [] : [cacheTags.viewer(String(userId)), cacheTags.viewer(String(viewer))]),
  ],
  negativeSeconds: 5,
  staleIfErrorSeconds: 600,
});

/** Whose a username is, whoever asks. Not kept where it is nobody's that the one who asked gets to see. */
export const userIdFamily = cacheFamily<string>()(catalogue.userId.pattern, {
  ttlSeconds: catalogue.userId.ttlSeconds,
  version: 1,
  tags: () => [cacheTags.usernames],
  staleIfErrorSeconds: 600,
});

/** ProfileReader as before, from the cache. Those who are signed in see every change at once, guests within the cache's bound. */
export class CachedProfileReader extends ProfileReader {
  constructor(
    private readonly inner: ProfileReader,
    private readonly cache: LoadingCache,
  ) {
    super();
  }

  override async find(person: PersonReference, viewerId: string | undefined): Promise<SeenProfile | undefined> {
    const wanted: Wanted = { consistency: viewerId === undefined ? 'process' : 'shared' };
    const userId = 'id' in person ? person.id : await this.#idOf(person.username, viewerId, wanted);
    if (userId === undefined) return undefined;
    const parameters = { userId, viewer: viewerId ?? guest };
    const load = (): Promise<SeenProfile | undefined> => this.inner.find({ id: userId }, viewerId);
    return (await this.cache.getOrLoad(profileFamily, parameters, load, wanted)).value;
  }

  async #idOf(username: string, viewerId: string | undefined, wanted: Wanted): Promise<string | undefined> {
    // Other letters can become ASCII in lower case: they must not find the key of somebody else.
    if (!isUsername(username)) return undefined;
    const load = async (): Promise<string | undefined> => (await this.inner.find({ username }, viewerId))?.profile.id;
    return (await this.cache.getOrLoad(userIdFamily, { username: usernameKey(username) }, load, wanted)).value;
  }
}
