import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** The log: lines of JSON. Failed statements are told without their values, which may be secret and are long. */
export function createLog(config: Pick<Config, 'logLevel' | 'region'>, to?: DestinationStream): Logger {
  const options = {
    level: config.logLevel,
    base: { region: config.region },
    serializers: { err: withoutParameters },
  };
  return to ? pino(options, to) : pino(options);
}

/** Where a database's errors have values: `detail` quotes keys and whole rows. */
const WITH_VALUES = new Set(['parameters', 'detail', 'where', 'driverError']);

function withoutParameters(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const told = Object.entries(pino.stdSerializers.err(error));
  return Object.fromEntries(told.filter(([name]) => !WITH_VALUES.has(name)));
}
