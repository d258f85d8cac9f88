import { dictionary } from '@zxcvbn-ts/language-common';
import { CommonPasswords } from '../../core/identity/index.js';

/** The list of common passwords of zxcvbn-ts (some 50,000, drawn from leaks), kept in lower case. */
export class ZxcvbnCommonPasswords extends CommonPasswords {
  readonly #list: ReadonlySet<string> = new Set(dictionary['passwords-common'].map((password) => password.toLowerCase()));

  override has(password: string): boolean {
    return this.#list.has(password.toLowerCase());
  }
}
