import type { Env as AddClaims } from '../functions/access/add-claims.env.ts';
import type { Env as AccessApi } from '../functions/access/api.env.ts';
import type { Env as CatalogApi } from '../functions/catalog/api.env.ts';
import type { Env as PublishEvents } from '../functions/foundation/publish-events.env.ts';
import type { Env as RepublishEvents } from '../functions/foundation/republish-events.env.ts';
import type { Env as InspectFile } from '../functions/inspect/inspect-file.env.ts';
import type { Env as OperateApi } from '../functions/operate/api.env.ts';
import type { Env as KeepDeadLetters } from '../functions/operate/keep-dead-letters.env.ts';
import type { Env as ReconcileFiles } from '../functions/operate/reconcile-files.env.ts';
import type { Env as FailDeadJob } from '../functions/process/fail-dead-job.env.ts';
import type { Env as RunDocumentJob } from '../functions/process/run-document-job.env.ts';
import type { Env as RunImageJob } from '../functions/process/run-image-job.env.ts';
import type { Env as CompensateFile } from '../functions/publish/compensate-file.env.ts';
import type { Env as PublishFile } from '../functions/publish/publish-file.env.ts';
import type { Env as ReviewApi } from '../functions/review/api.env.ts';
import type { Env as ExpireReview } from '../functions/review/expire-review.env.ts';
import type { Env as RequestReview } from '../functions/review/request-review.env.ts';
import type { Env as UnderstandFile } from '../functions/understand/understand-file.env.ts';
import type { Env as AcceptObject } from '../functions/upload/accept-object.env.ts';
import type { Env as UploadApi } from '../functions/upload/api.env.ts';

/** What each function wants in its environment: a stack that forgets one of them does not compile. */
export type FunctionEnvironments = {
  'access/add-claims': AddClaims;
  'access/api': AccessApi;
  'catalog/api': CatalogApi;
  'foundation/publish-events': PublishEvents;
  'foundation/republish-events': RepublishEvents;
  'inspect/inspect-file': InspectFile;
  'operate/api': OperateApi;
  'operate/keep-dead-letters': KeepDeadLetters;
  'operate/reconcile-files': ReconcileFiles;
  'process/fail-dead-job': FailDeadJob;
  'process/run-document-job': RunDocumentJob;
  'process/run-image-job': RunImageJob;
  'publish/compensate-file': CompensateFile;
  'publish/publish-file': PublishFile;
  'review/api': ReviewApi;
  'review/expire-review': ExpireReview;
  'review/request-review': RequestReview;
  'understand/understand-file': UnderstandFile;
  'upload/accept-object': AcceptObject;
  'upload/api': UploadApi;
};
/** `<service>/<name>`, implemented by `functions/<service>/<name>.handler.ts`. */
export type FunctionName = keyof FunctionEnvironments;
