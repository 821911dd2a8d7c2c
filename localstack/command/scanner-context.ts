type ScannerEnvironment = {
  readonly CLAMD_ADDRESS?: string | undefined;
  readonly CLAMD_MAX_BYTES?: string | undefined;
};

/** Tells the functions of the ClamAV daemon the developer names, if any: `CLAMD_ADDRESS=127.0.0.1:3310 npm start`. */
export function scannerContext({
  CLAMD_ADDRESS = '',
  CLAMD_MAX_BYTES = '',
}: ScannerEnvironment): Record<string, string> {
  return {
    ...(CLAMD_ADDRESS !== '' && { clamdAddress: CLAMD_ADDRESS }),
    ...(CLAMD_MAX_BYTES !== '' && { clamdMaxBytes: CLAMD_MAX_BYTES }),
  };
}
