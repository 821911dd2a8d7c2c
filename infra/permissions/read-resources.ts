import * as z from 'zod/mini';
import type { TemplateResource } from './list-permissions.ts';

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z._default(z.record(z.string(), z.unknown()), {}) }),
  ),
});

/** The resources of one template, each with the short name of its stack: `sluice-dev-upload` is `upload`. */
export function readResources(stackName: string, template: unknown): readonly TemplateResource[] {
  const stack = stackName.replace(/^sluice-dev-/, '');
  return Object.entries(z.parse(templateSchema, template).Resources).map(([logicalId, resource]) => ({
    stack,
    logicalId,
    ...resource,
  }));
}
