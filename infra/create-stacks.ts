import type { Construct } from 'constructs';
import { deadLetterQueuesIn } from './constructs/create-dead-letter-queue.ts';
import type { ServiceStackProps } from './service-stack.ts';
import { AccessStack } from './stacks/access.ts';
import { ApiStack } from './stacks/api.ts';
import { CatalogStack } from './stacks/catalog.ts';
import { FoundationStack } from './stacks/foundation.ts';
import { InspectStack } from './stacks/inspect.ts';
import { ObservabilityStack } from './stacks/observability.ts';
import { OperateStack } from './stacks/operate.ts';
import { PipelineStack } from './stacks/pipeline.ts';
import { ProcessStack } from './stacks/process.ts';
import { PublishStack } from './stacks/publish.ts';
import { ReviewStack } from './stacks/review.ts';
import { UnderstandStack } from './stacks/understand.ts';
import { UploadStack } from './stacks/upload.ts';

/** Every stack, in the order they depend on each other. */
export function createStacks(scope: Construct, props: ServiceStackProps): void {
  const foundation = new FoundationStack(scope, props);
  const access = new AccessStack(scope, { ...props, foundation });
  const upload = new UploadStack(scope, { ...props, foundation, access });
  const process = new ProcessStack(scope, { ...props, foundation });
  const inspect = new InspectStack(scope, { ...props, foundation, access, process });
  const understand = new UnderstandStack(scope, { ...props, foundation, access, process });
  const review = new ReviewStack(scope, { ...props, foundation, access });
  const publish = new PublishStack(scope, { ...props, foundation, review });
  const catalog = new CatalogStack(scope, { ...props, foundation, access, upload });
  const operate = new OperateStack(scope, { ...props, foundation, access, upload, process });
  new PipelineStack(scope, { ...props, foundation, inspect, process, understand, review, publish });
  new ApiStack(scope, {
    ...props,
    foundation,
    functions: {
      access: access.api,
      catalog: catalog.api,
      operate: operate.api,
      review: review.api,
      upload: upload.api,
    },
  });
  // When every queue is there.
  operate.keepDeadLetters(deadLetterQueuesIn(scope));
  // Last: it shows whatever was built before it.
  new ObservabilityStack(scope, props);
}
