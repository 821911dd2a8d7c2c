import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, LogLevel, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { METRICS } from '@sluice/contracts';
import { describeError } from './describe-error.ts';
import { LOG_FIELDS, type LogFields } from './log-fields.ts';
import { redactText } from './redact-text.ts';

/** Structured lines, one JSON object each. `with` gives a log whose every line carries these fields too. */
export type Log = {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  with(fields: LogFields): Log;
  /** One line that is an embedded metric too. @internal of this package's edges */
  measured(message: string, metrics: Readonly<Record<string, unknown>>, fields: LogFields): void;
};

const PRINTED: ReadonlySet<string> = new Set([...LOG_FIELDS, '_aws', ...Object.values(METRICS)]);
/** Powertools' number of the level. */
const INFO = 12;
/** Longer values are somebody's content, not a fact about it. */
const MAX_TEXT = 1000;

class AllowListFormatter extends LogFormatter {
  override formatAttributes(base: UnformattedAttributes, extra: LogAttributes): LogItem {
    const attributes: LogAttributes = {
      level: base.logLevel,
      message: printable(base.message),
      timestamp: base.timestamp?.toISOString(),
      service: base.serviceName,
    };
    for (const [key, value] of Object.entries(extra)) {
      if (value === undefined) continue;
      if (key === 'error') attributes.error = describeError(value);
      else if (PRINTED.has(key)) attributes[key] = printable(value);
    }
    if (base.xRayTraceId !== undefined) attributes.xray_trace_id = base.xRayTraceId;
    return new LogItem({ attributes });
  }
}

class LineLogger extends Logger {
  // Set after the base's constructor has run; nothing is printed before.
  #write: (line: string) => void = () => undefined;

  writeTo(write: (line: string) => void): void {
    this.#write = write;
  }

  /** At any level: the line is a metric, and a quieter log must not blind the alarms. */
  always(message: string, extra: LogAttributes): void {
    this.printLog(INFO, this.createAndPopulateLogItem(INFO, message, [extra]));
  }

  protected override printLog(_level: number, item: LogItem): void {
    this.#write(JSON.stringify(item.getAttributes()));
  }
}

/** The log of one function. `write` gets each line without its end. @default stdout */
export function createLog(options: {
  readonly service: string;
  readonly level?: LogLevel;
  readonly write?: (line: string) => void;
}): Log {
  const { service, level, write = writeToStdout } = options;
  const logger = new LineLogger({
    serviceName: service,
    logFormatter: new AllowListFormatter(),
    ...(level === undefined ? {} : { logLevel: level }),
  });
  logger.writeTo(write);
  return bind(logger, {});
}

function bind(logger: LineLogger, bound: LogFields): Log {
  return {
    info: (message, fields) => logger.info(message, { ...bound, ...fields }),
    warn: (message, fields) => logger.warn(message, { ...bound, ...fields }),
    error: (message, fields) => logger.error(message, { ...bound, ...fields }),
    measured: (message, metrics, fields) => logger.always(message, { ...bound, ...fields, ...metrics }),
    with: (fields) => bind(logger, { ...bound, ...fields }),
  };
}

function printable(value: unknown): unknown {
  return typeof value === 'string' ? redactText(value.slice(0, MAX_TEXT)) : value;
}

function writeToStdout(line: string): void {
  process.stdout.write(`${line}\n`);
}
