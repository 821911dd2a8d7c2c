/** Content breaks its own format. Never leaves inspection: it becomes the `unparseable` fact. */
export class UnparseableContentError extends Error {
  override readonly name = 'UnparseableContentError';
}

/** The source gave another number of bytes than it announced: a failure of storage, to be tried again. */
export class ContentSizeMismatchError extends Error {
  override readonly name = 'ContentSizeMismatchError';
}
