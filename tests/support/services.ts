/** Addresses of the real servers of the services lane. A missing one fails the lane: nothing is skipped. */
function required(name: string): string {
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set: the services lane needs a real server (see README, "Tests")`);
  return url;
}

export const requireDatabaseUrl = (): string => required('TEST_DATABASE_URL');
export const requireRedisUrl = (): string => required('TEST_REDIS_URL');
