import * as z from 'zod/mini';

const ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/;

/** A variable of comma-separated web origins, such as `https://console.example.com,http://localhost:5173`. */
export const originsSchema = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) =>
      text
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    ),
  ),
  z.array(z.string().check(z.regex(ORIGIN, 'must be scheme://host[:port] in lower case, without a path'))),
);
