import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface DevelopmentSecrets {
  readonly access: string;
  readonly refresh: string;
}

/** Secrets for a machine that was given none: made once, kept in `<dataDir>/secrets.json` (readable by its owner only), so that sign-ins survive a restart. */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  const file = path.join(dataDir, 'secrets.json');
  mkdirSync(dataDir, { recursive: true });
  const fresh = { access: randomBytes(48).toString('base64url'), refresh: randomBytes(48).toString('base64url') };
  try {
    writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<DevelopmentSecrets>;
  if (!kept.access || !kept.refresh) throw new Error(`${file} holds no usable secrets; delete it and they are made again`);
  return { access: kept.access, refresh: kept.refresh };
}
