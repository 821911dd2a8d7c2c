import { createHmac, timingSafeEqual } from 'node:crypto';
import { RefusedError } from './errors.ts';

/** Where a cursor is valid: the operation and tenant it was made for, so that none can be carried elsewhere. */
export type CursorScope = { readonly operationId: string; readonly tenantId: string };

export type CursorSeal = {
  seal(scope: CursorScope, position: string): Promise<string>;
  /** The position inside. Throws RefusedError `invalid_cursor`. */
  open(scope: CursorScope, cursor: string): Promise<string>;
};

const MAC_BYTES = 16;

/** Opaque, signed cursors: base64url of a 128-bit HMAC-SHA-256 and the position. The secret is read when first needed. */
export function createCursorSeal(readSecret: () => Promise<string>): CursorSeal {
  const mac = async ({ operationId, tenantId }: CursorScope, position: string) =>
    createHmac('sha256', await readSecret())
      .update(`${operationId}\n${tenantId}\n${position}`)
      .digest()
      .subarray(0, MAC_BYTES);
  return {
    seal: async (scope, position) =>
      Buffer.concat([await mac(scope, position), Buffer.from(position)]).toString('base64url'),
    async open(scope, cursor) {
      const bytes = Buffer.from(cursor, 'base64url');
      const position = bytes.subarray(MAC_BYTES).toString();
      if (bytes.length <= MAC_BYTES || !timingSafeEqual(bytes.subarray(0, MAC_BYTES), await mac(scope, position))) {
        throw new RefusedError('invalid_cursor', 'this cursor was not made for this list: start again without one', [
          { pointer: '/cursor', detail: 'not one of ours' },
        ]);
      }
      return position;
    },
  };
}
