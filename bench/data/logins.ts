/** Known to everybody, as demo data's is; these people exist in bench databases alone. */
export const benchPassword = 'Bikearea-bench-2026';

export interface BenchLogin {
  readonly email: string;
  readonly username: string;
  readonly password: string;
}

/** A domain that cannot receive mail (RFC 2606). */
export const benchMailDomain = 'bench.bikearea.example';

export const benchLogin = (username: string): BenchLogin => ({
  email: `${username.replaceAll('_', '-')}@${benchMailDomain}`,
  username,
  password: benchPassword,
});

export const benchLogins = { reader: benchLogin('bench_reader'), author: benchLogin('bench_author') } as const;
