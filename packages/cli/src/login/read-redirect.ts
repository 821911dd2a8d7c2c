import { escapeText } from '../terminal/escape-text.ts';
import { loginError } from './login-error.ts';

export type Expected = { readonly state: string; readonly issuer: string };

/**
 * The code that the issuer sent a browser back with. Throws CommandError when the answer belongs to another request, comes
 * from another issuer (RFC 9207), or says that nobody signed in.
 */
export const readRedirect = (answer: URLSearchParams, { state, issuer }: Expected): string => {
  if (answer.get('state') !== state)
    throw loginError('the answer belongs to another sign-in, and was refused: start again with sluice login');
  const from = answer.get('iss');
  if (from !== null && from !== issuer)
    throw loginError(`the answer comes from ${escapeText(from)}, not from ${issuer}, and was refused`);
  const error = answer.get('error');
  if (error !== null) {
    const description = answer.get('error_description');
    throw loginError(
      `the issuer says ${escapeText(error)}${description === null ? '' : `: ${escapeText(description)}`}`,
    );
  }
  const code = answer.get('code');
  if (!code) throw loginError('the answer of the issuer has no code: start again with sluice login');
  return code;
};

/**
 * The code in what somebody pasted: the whole address their browser ended at, or the code alone, which no state vouches
 * for; the verifier and the nonce still do.
 */
export const readPasted = (text: string, expected: Expected): string => {
  const pasted = text.trim();
  if (pasted === '') throw loginError('nothing was pasted: start again with sluice login');
  const url = URL.parse(pasted);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return readRedirect(url.searchParams, expected);
  if (/\s/.test(pasted)) throw loginError('this is neither a code nor the address the browser ended at');
  return pasted;
};
