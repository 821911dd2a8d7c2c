import type { Scanner } from '@sluice/core/inspect';
import { EICAR_SIGNATURE_NAME } from './eicar-signature.ts';
import { createEicarMatcher } from './match-eicar.ts';

/** Knows the one signature that is found everywhere, so that the way of an infected file can be tried anywhere. */
export const eicarScanner: Scanner = {
  open() {
    const matcher = createEicarMatcher();
    let found = false;
    return {
      async feed(chunk) {
        found = matcher.feed(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)) || found;
      },
      finish: async () => (found ? { verdict: 'infected', signature: EICAR_SIGNATURE_NAME } : { verdict: 'clean' }),
      abort() {},
    };
  },
};
