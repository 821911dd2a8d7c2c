import { createLog, type Log } from '../log/create-log.ts';
import type { LogFields } from '../log/log-fields.ts';
import { createMeter, type Measurements } from './create-meter.ts';

/** Measures one piece of work inside an invocation, such as a call of a model. */
export type RecordWork = (operation: string, measurements: Measurements, fields?: LogFields) => void;

/**
 * For what has to be told apart from the invocation around it, which has a line and metrics of its own: writes one
 * measured line for each call. `operation` becomes a dimension, so only names of ours may be given, never anything a
 * client chose.
 *
 * @example
 * const record = createRecorder({ service: 'understand' });
 * record('claude-haiku', { modelCalls: 1, modelTokens: 1_840, modelDollars: 0.0021 }, { file_id: fileId });
 */
export function createRecorder({ service, log }: { readonly service: string; readonly log?: Log }): RecordWork {
  const measure = createMeter(service);
  const lines = log ?? createLog({ service });
  return (operation, measurements, fields = {}) => lines.measured(operation, measure(operation, measurements), fields);
}
