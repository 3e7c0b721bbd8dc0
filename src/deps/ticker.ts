import { after } from '../lib/after.ts';
import type { Log } from '../lib/log.ts';
import type { MatchMetrics } from '../metrics/matchMetrics.ts';
import { Ticker } from '../rooms/Ticker.ts';

/** Steps that were dropped are logged so often at most. */
const SAY_EVERY_MS = 10_000;

/** The one ticker of this process. */
export function buildTicker({ steps }: Pick<MatchMetrics, 'steps'>, log: Log): Ticker {
  const now = () => performance.now();
  let dropped = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  return new Ticker({
    now,
    after,
    late: (game, ms) => steps.late(game, ms / 1000),
    dropped(game, count) {
      steps.skipped(game, count);
      dropped += count;
      if (now() < saidAt + SAY_EVERY_MS) return;
      log.warn({ game, steps: dropped }, 'the process was late, and steps were dropped');
      saidAt = now();
      dropped = 0;
    },
    failed: (game, err) => log.error({ game, err }, 'a match could not be stepped'),
  });
}
