import * as z from 'zod/mini';

/** A string attribute, unwrapped. */
export const text = z.pipe(
  z.object({ S: z.string() }),
  z.transform(({ S }) => S),
);

/** A number attribute, unwrapped. */
export const number = z.pipe(
  z.object({ N: z.string() }),
  z.transform(({ N }) => Number(N)),
);

/** A string attribute that holds JSON, parsed. */
export const json = z.pipe(
  text,
  z.transform((value): unknown => JSON.parse(value)),
);
