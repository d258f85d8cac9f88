import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from './config.js';

export interface DevelopmentSecrets {
  readonly access: string;
  readonly refresh: string;
}

/**
 * Secrets for a machine that was given none: made once, kept in `<dataDir>/secrets.json` (readable by its owner only), so that sign-ins survive a
 * restart. The file is there wholly or not at all: several programs may start at once, and all get the same secrets.
 * @throws ConfigError when the directory cannot be used, or the file holds something else.
 */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  const file = path.join(dataDir, 'secrets.json');
  try {
    mkdirSync(dataDir, { recursive: true });
    createOnce(file);
    return parse(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([`DATA_DIR cannot be used: ${(error as Error).message}`]);
  }
}

function createOnce(file: string): void {
  const draft = `${file}.${process.pid}`;
  const fresh = { access: randomBytes(48).toString('base64url'), refresh: randomBytes(48).toString('base64url') };
  writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function parse(text: string, file: string): DevelopmentSecrets {
  const unusable = new ConfigError([`${file} holds no usable secrets; delete it and they are made again`]);
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    throw unusable;
  }
  const { access, refresh } = (kept ?? {}) as Record<string, unknown>;
  if (typeof access !== 'string' || typeof refresh !== 'string' || !access || !refresh) throw unusable;
  return { access, refresh };
}
