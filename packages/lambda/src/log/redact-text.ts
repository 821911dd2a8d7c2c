/** Each is a secret, or a URL whose query may be one (S3 signs in the query). */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)*/g, '[redacted]'],
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, '$1 [redacted]'],
  [/(\bhttps?:\/\/[^\s"'<>?]+)\?[^\s"'<>]*/gi, '$1?[redacted]'],
  [/\b(X-Amz-(?:Signature|Credential|Security-Token))=[^&\s"']+/gi, '$1=[redacted]'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '[redacted]'],
  // Task tokens of Step Functions: who has one can answer for a worker.
  [/\b(?:AAAA|AQ[A-Z])[\w+/=-]{40,}/g, '[redacted]'],
];

/** Every secret has one of these in it; most text has none and is done after one look. */
const SUSPICIOUS = /eyJ|bearer|basic|https?:|x-amz-|AKIA|ASIA|AAAA|AQ[A-Z]/i;

/** The text without credentials in it: a second net, for messages of errors we did not write. */
export function redactText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return SECRETS.reduce((clean, [secret, replacement]) => clean.replace(secret, replacement), text);
}
