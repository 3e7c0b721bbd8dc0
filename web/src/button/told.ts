import type { AnsweredPush, ButtonAnswer, PendingPush } from '../../../client/Button.ts';
import { isolated } from '../lib/isolated.ts';
import { explain } from '../session/explain.ts';
import type { Phase } from './Countdown.ts';
import type { SeenPush } from './seenPushes.ts';

/** What became of a push of one's own, for its list and to be read out: names are isolated. */
export interface Told {
  text: string;
  /** It counts; it counts though somebody was quicker; it does not. */
  tone: 'good' | 'late' | 'bad';
}

/** Time as short as it matters here: "0.42 s", "12.3 s". */
export function seconds(ms: number): string {
  const shown = Math.max(0, ms) / 1000;
  return `${shown.toFixed(shown < 1 ? 2 : 1)} s`;
}

/** How near to its end the round was at a push; empty where nobody here knows. */
export function closenessOf({ count, leftMs }: Pick<SeenPush, 'count' | 'leftMs'>): string {
  if (count === 1) return 'It opened a round.';
  return leftMs === null ? '' : `There were ${seconds(leftMs)} left.`;
}

/** What became of one's own push. @param seen what the page saw of pushes @param now the server's time */
export function resultTold(
  answered: AnsweredPush,
  { seen, me, now }: { seen: readonly SeenPush[]; me: string | undefined; now: number },
): Told {
  const { push } = answered;
  const old = `Too old: it was made ${ageOf(push, now)} ago, and counts for 30 s only.`;
  if ('error' in answered)
    return { text: answered.error.code === 'too_old' ? old : explain(answered.error), tone: 'bad' };
  const { answer } = answered;
  switch (answer.result) {
    case 'too_old':
      return { text: old, tone: 'bad' };
    case 'over':
      return { text: 'Too late: the round was over by then. Push again to open the next.', tone: 'bad' };
    case 'applied':
      return { text: appliedTold(answer, seen), tone: 'good' };
    case 'applied_late':
      return { text: lateTold(answer, seen, me), tone: 'late' };
  }
}

function appliedTold({ version }: ButtonAnswer, seen: readonly SeenPush[]): string {
  const own = seen.find((one) => one.version === version);
  if (own?.count === 1) return `You opened a round: yours made version ${version}.`;
  const left = own?.leftMs ?? null;
  return left === null
    ? `It counts: yours made version ${version}.`
    : `It counts, with ${seconds(left)} left: yours made version ${version}.`;
}

function lateTold(answer: ButtonAnswer, seen: readonly SeenPush[], me: string | undefined): string {
  const { version, seen_version } = answer;
  const before = seen.find((one) => one.version < version && one.version > seen_version);
  if (before && before.by.id === me) return `It counts, too: yours made version ${version}.`;
  const who = before ? isolated(before.by.name) : 'Somebody';
  return `${who} was quicker: yours made version ${version}.`;
}

/** A push that is not answered yet. @param stands there is no connection */
export function pendingTold(stands: boolean): string {
  return stands ? 'Waits for your connection: it counts if it arrives within 30 s.' : 'On its way…';
}

/** How long ago a push was made, by the server's time. */
export function ageOf({ made_at }: PendingPush, now: number): string {
  return `${Math.max(0, Math.round((now - made_at) / 1000))} s`;
}

/** What stands on the button below what is left. */
export function labelOf(phase: Phase | null): string {
  return phase === 'over' ? 'New round' : 'Push';
}

const STATES: Record<Phase, string> = {
  calm: 'the round runs',
  soon: 'the round is soon over',
  close: 'the last seconds of the round',
  over: 'the last one is over',
};

/**
 * What the button does and how it stands, after its label, for who hears it. It changes seldom: it would be read out
 * each time.
 */
export function stateOfButton(phase: Phase | null, stands: boolean): string {
  const state = phase === null ? 'come in and begin' : STATES[phase];
  return `: ${stands ? 'offline, it is sent once you are back' : state}`;
}

const SAID: Record<Phase, string> = {
  calm: 'It runs.',
  soon: 'Soon over.',
  close: 'The last seconds!',
  over: 'Over. Push, and a new one begins.',
};

/** How it stands, in a sentence below the button. */
export function saidOf(phase: Phase | null, stands: boolean): string {
  if (stands) return 'Stands still: you are offline.';
  return phase === null ? '' : SAID[phase];
}

/** A push of somebody else, for who hears the page: who, and how long the round has. */
export function pushAnnounced({ by, ends, at, leftMs, count }: SeenPush): string {
  const opened = count === 1 ? ' and opened a round' : '';
  const left = leftMs === null ? '' : `, with ${seconds(leftMs)} left`;
  return `${isolated(by.name)} pushed${opened}${left}. ${Math.round((ends - at) / 1000)} seconds now.`;
}
