import type { Head, Push, TakenPush } from '../button/push.ts';

/** So long it is known what became of a request, in ms. */
export const KNOWN_MS = 10 * 60_000;
/** A push that was made longer ago does not count, in ms. */
export const TOO_OLD_MS = 30_000;
/** So many pushes are kept to be stored later; clients repeat those beyond. */
export const MAX_TAIL = 10_000;

/**
 * What becomes of a push at `now`. The script of `RedisButton` decides the same; a contract holds both to it.
 * @param countdownMs how long a round goes on without a push
 */
export function decide(
  head: Head,
  { player, request, seen, madeAt }: Push,
  { now, countdownMs }: { now: number; countdownMs: number },
): { result: 'applied' | 'applied_late'; taken: TakenPush } | { result: 'too_old' | 'over' } {
  if (madeAt !== null && now - madeAt > TOO_OLD_MS) return { result: 'too_old' };
  const current = seen === head.version;
  const opens = now >= head.ends;
  if (opens && !current) return { result: 'over' };
  return {
    result: current ? 'applied' : 'applied_late',
    taken: {
      epoch: head.epoch,
      version: head.version + 1,
      at: now,
      player,
      request,
      seen,
      ends: now + countdownMs,
      count: opens ? 1 : head.count + 1,
      startedAt: opens ? now : head.startedAt,
      leftMs: opens ? null : head.ends - now,
    },
  };
}

/** How the button stands after a push; at the very beginning after none. */
export function headAfter(epoch: number, push: TakenPush | null): Head {
  if (!push) return { epoch, version: 0, at: 0, by: null, ends: 0, count: 0, startedAt: 0 };
  const { version, at, ends, count, startedAt, player } = push;
  return { epoch, version, at, ends, count, startedAt, by: player };
}
