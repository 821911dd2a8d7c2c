/** Something a person must change before this can go on; the message says what. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
  readonly exitCode: number;
  constructor(message: string, options: ErrorOptions & { readonly exitCode?: number } = {}) {
    super(message, options);
    this.exitCode = options.exitCode ?? 1;
  }
}
