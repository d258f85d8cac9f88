import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError, type Keyset } from '../../core/kernel/index.js';

const macBytes = 12;

/**
 * Cursors: the values a list continues after, opaque and signed. Bound to their list (the path), so that one list's cursor is refused by another.
 * Form: base64url of 8 bytes milliseconds, 16 bytes id, 12 bytes HMAC-SHA256.
 */
export class CursorCodec {
  constructor(private readonly secret: string) {}

  encode(list: string, { at, id }: Keyset): string {
    const values = Buffer.alloc(24);
    values.writeBigInt64BE(BigInt(at.getTime()));
    values.write(id.replaceAll('-', ''), 8, 'hex');
    return Buffer.concat([values, this.#mac(list, values)]).toString('base64url');
  }

  /** Throws MALFORMED_CURSOR. */
  decode(list: string, cursor: string): Keyset {
    const bytes = Buffer.from(cursor, 'base64url');
    const values = bytes.subarray(0, 24);
    if (bytes.length !== 24 + macBytes || !timingSafeEqual(bytes.subarray(24), this.#mac(list, values))) {
      throw new DomainError('MALFORMED_CURSOR', 'The cursor does not belong to this list; start again without one', {
        cursor: ['does not belong to this list'],
      });
    }
    const hex = values.toString('hex', 8);
    return {
      at: new Date(Number(values.readBigInt64BE())),
      id: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'),
    };
  }

  #mac(list: string, values: Buffer): Buffer {
    return createHmac('sha256', this.secret).update('cursor').update(list).update(values).digest().subarray(0, macBytes);
  }
}
