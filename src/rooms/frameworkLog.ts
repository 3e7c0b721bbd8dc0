import type { Metrics } from '../metrics/metrics.ts';

interface FrameworkLogNeeds {
  log: Record<'trace' | 'debug' | 'info' | 'warn' | 'error', (context: object, message: string) => void>;
  metrics: Pick<Metrics, 'sockets'>;
}

const MAX_LENGTH = 300;

let frames = 0;

/** Handles a frame of a client: what the framework calls an error meanwhile is the client's doing. */
export function handlingFrame(handle: () => void): void {
  frames += 1;
  try {
    handle();
  } finally {
    frames -= 1;
  }
}

/**
 * The framework's logger, over ours. It logs whatever it cannot decode as an error, with a stack: that is counted, and
 * is a short line for debugging. What handlers of ours throw does not come this way: rooms log it themselves.
 */
export function frameworkLog({ log, metrics }: FrameworkLogNeeds) {
  const to =
    (level: keyof typeof log) =>
    (...said: unknown[]) => {
      const text = said.map(String).join(' ');
      if (level !== 'error' || frames === 0) return log[level]({ from: 'colyseus' }, text);
      metrics.sockets.refused('malformed_message');
      const [line = ''] = text.split('\n');
      log.debug({ from: 'colyseus', reason: line.slice(0, MAX_LENGTH) }, 'a client sent what is no message');
    };
  return { trace: to('trace'), debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') };
}
