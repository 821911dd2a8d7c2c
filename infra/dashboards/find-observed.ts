import { Alarm, CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { DocumentApi } from '../constructs/document-api.ts';
import { KeyedTable } from '../constructs/keyed-table.ts';
import { KnownQueue } from '../constructs/known-queue.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceMachine } from '../constructs/service-machine.ts';
import { ServiceStack } from '../service-stack.ts';
import type { ObservedPart } from './observed-part.ts';

/** A service with everything of it that can be watched. */
export type ObservedService = {
  readonly service: string;
  readonly parts: readonly ObservedPart[];
  readonly alarmNames: readonly string[];
};

const OBSERVED = [ServiceFunction, KnownQueue, KeyedTable, ServiceMachine, DocumentApi] as const;

/** What stands in the tree by now, by service in the order of the stacks: whoever is built later is not seen. */
export function findObserved(root: IConstruct): readonly ObservedService[] {
  const stacks = root.node.findAll().filter((construct) => construct instanceof ServiceStack);
  return stacks
    .map((stack) => ({
      service: stack.service,
      parts: stack.node.findAll().flatMap((construct) => {
        const observed = OBSERVED.some((type) => construct instanceof type) && 'observed' in construct;
        return observed ? [construct.observed as ObservedPart] : [];
      }),
      alarmNames: stack.node.findAll().flatMap((construct) => alarmNameOf(construct)),
    }))
    .filter(({ parts }) => parts.length > 0);
}

function alarmNameOf(construct: IConstruct): readonly string[] {
  const resource = construct instanceof Alarm ? construct.node.defaultChild : undefined;
  return resource instanceof CfnAlarm && resource.alarmName !== undefined ? [resource.alarmName] : [];
}
