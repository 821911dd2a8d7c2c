/** The name scanners give to the standard test file. */
export const EICAR_SIGNATURE_NAME = 'Eicar-Test-Signature';

/**
 * The 68-byte antivirus test string, put together at run time: a source file that held it whole would be quarantined by the
 * scanners of whoever clones it.
 */
export function eicarTestString(): string {
  const lead = ['X5O!P%@AP[4', 'PZX54(P^)7CC)7}'].join('\\');
  const name = ['EICAR', 'STANDARD', 'ANTIVIRUS', 'TEST', 'FILE!'].join('-');
  return [lead, name, 'H+H*'].join('$');
}
