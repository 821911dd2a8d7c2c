export { EICAR_SIGNATURE_NAME, eicarTestString } from './eicar-signature.ts';
export { ContentSizeMismatchError } from './errors.ts';
export { createInspectContent, inspectContent } from './inspect-content.ts';
export { kindOfMimeType } from './kind-of-mime-type.ts';
