import type { Understanding } from '@sluice/core/understand';
import { createRecorder, type Log } from '@sluice/lambda';

/** What happened to one file and how long it took, without anything of what the file says. */
export function logUnderstanding(
  log: Log,
  file_id: string,
  understanding: Understanding | 'stale',
  milliseconds: number,
): void {
  if (understanding === 'stale') {
    log.info('nobody waits for this understanding', { file_id });
    return;
  }
  const record = createRecorder({ service: 'understand', log });
  const { verdict, reason, broken = [], model } = understanding;
  for (const { analyzer, error } of broken) {
    log.error('analyzer broke', { file_id, analyzer, error });
  }
  if (model?.outcome === 'unavailable' && model.reason !== 'not_configured') {
    log.warn('model did not answer', { file_id, reason: model.reason, detail: model.detail });
  }
  if (model?.usage !== undefined) {
    const { prompt, inputTokens: input_tokens, outputTokens: output_tokens, dollars } = model.usage;
    log.info('model asked', { file_id, model: model.usage.model, prompt, input_tokens, output_tokens, dollars });
    record(
      model.usage.model,
      { modelCalls: 1, modelTokens: input_tokens + output_tokens, modelDollars: dollars },
      { file_id },
    );
  }
  record('understand-file', { analysisDuration: milliseconds }, { file_id, verdict, reason });
}
