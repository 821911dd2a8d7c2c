/** More came out of an archive than its job may inflate. */
export class ExpansionError extends Error {
  override readonly name = 'Expansion';
  constructor(bytes: number) {
    super(`it inflates to more than ${bytes} bytes`);
  }
}

/** The archive breaks its own format. */
export class BrokenArchiveError extends Error {
  override readonly name = 'BrokenArchive';
}
