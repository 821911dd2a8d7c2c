/** A small file that is made to take much, and how it may end: a verdict, and the reason after a colon when there is one. */
export type Bomb = {
  readonly name: string;
  readonly expect: RegExp;
  make(): Buffer | Promise<Buffer>;
};
