import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.optional(z.record(z.string(), z.unknown())),
});
const Template = z.looseObject({ Resources: z.optional(z.record(z.string(), Resource)) });

export type TemplateResource = z.infer<typeof Resource>;
export type SynthesizedStack = {
  readonly name: string;
  readonly template: z.infer<typeof Template>;
};

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.optional(
        z.looseObject({ templateFile: z.optional(z.string()), stackName: z.optional(z.string()) }),
      ),
    }),
  ),
});

/** The stacks of a cloud assembly (what `cdk synth` writes), nested assemblies of stages included. */
export const readAssembly = (directory: string): readonly SynthesizedStack[] => {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')));
  const own = Object.entries(manifest.artifacts).flatMap(([id, { type, properties }]) => {
    if (type !== 'aws:cloudformation:stack' || properties?.templateFile === undefined) return [];
    const template = Template.parse(JSON.parse(readFileSync(join(directory, properties.templateFile), 'utf8')));
    return [{ name: properties.stackName ?? id, template }];
  });
  const nested = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('assembly-'))
    .flatMap((entry) => readAssembly(join(directory, entry.name)));
  return [...own, ...nested];
};
