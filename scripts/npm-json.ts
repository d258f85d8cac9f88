import { spawnSync } from 'node:child_process';
import { StartupFailure } from '../src/composition/startup-failure.js';

/**
 * What an npm command prints as JSON, whatever it exits with: `npm audit` exits with 1 for findings and for failures alike.
 * @throws StartupFailure with npm's own words when that is no JSON, or none came within two minutes.
 */
export function npmJson(...words: string[]): unknown {
  const { stdout, stderr, error } = spawnSync('npm', words, { encoding: 'utf8', timeout: 120_000, maxBuffer: 100_000_000 });
  if (error) throw new StartupFailure(`npm ${words[0]} could not be run: ${error.message}`);
  try {
    return JSON.parse(stdout);
  } catch {
    throw new StartupFailure(`npm ${words[0]} could not be run: ${stderr.trim() || stdout.trim() || 'it said nothing'}`);
  }
}
