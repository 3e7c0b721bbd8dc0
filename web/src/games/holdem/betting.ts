import { type HoldemPlayerView, type HoldemView, handIsOn, isLive, potOf } from './holdemView.ts';

/** What a player may do in their turn. */
export interface Options {
  /** Number of the turn: sent with every action, so that a late press does nothing in the next one. */
  turn_no: number;
  /** Chips to add to stay in; 0 when one may check. */
  toCall: number;
  /** A call takes all that is left. */
  callsAllIn: boolean;
  /** Least and most one may raise to, or null when there is no raise. */
  raise: { min: number; max: number } | null;
  pot: number;
}

/** What this player may do now; null when it is not their turn. */
export function optionsOf(view: HoldemView, me: HoldemPlayerView | undefined): Options | null {
  if (!me || !handIsOn(view) || view.turn !== me.seat) return null;
  const toCall = Math.max(0, view.price - me.bet);
  return {
    turn_no: view.turn_no,
    toCall,
    callsAllIn: toCall > 0 && toCall >= me.stack,
    raise: view.max_raise > 0 ? { min: view.min_raise, max: view.max_raise } : null,
    pot: potOf(view),
  };
}

/** What staying in would cost a player if the turn came to them now: never more than some opponent can match. */
export function owedBy(view: HoldemView, me: HoldemPlayerView): number {
  const blind = view.street === 'preflop' ? view.big_blind : 0;
  const price = Math.max(blind, ...view.players.map(({ bet }) => bet));
  const others = view.players.filter((other) => other.id !== me.id && isLive(other));
  const matched = Math.max(0, ...others.map(({ bet, stack }) => bet + stack));
  return Math.max(0, Math.min(price, matched) - me.bet);
}

/** Amounts one raises to by the slider: the least, then whole big blinds, then all. */
export function raiseSteps({ min, max }: { min: number; max: number }, bigBlind: number): number[] {
  const steps = [min];
  const each = Math.max(1, bigBlind);
  for (let at = (Math.floor(min / each) + 1) * each; at < max; at += each) steps.push(at);
  if (max > min) steps.push(max);
  return steps;
}

/** The step nearest to an amount, by its place. */
export function stepAt(steps: readonly number[], amount: number): number {
  let best = 0;
  for (const [i, step] of steps.entries())
    if (Math.abs(step - amount) < Math.abs((steps[best] ?? 0) - amount)) best = i;
  return best;
}

/** The next step above an amount, or below it. */
export function stepFrom(steps: readonly number[], amount: number, by: 1 | -1): number {
  const next = by === 1 ? steps.find((step) => step > amount) : steps.findLast((step) => step < amount);
  return next ?? amount;
}

export function within({ min, max }: { min: number; max: number }, amount: number): number {
  return Math.min(Math.max(Math.round(amount), min), max);
}

interface Preset {
  name: string;
  /** For those who hear it. */
  label: string;
  amount: number;
}

/** Amounts people raise to: parts of the pot as it is once one has called. */
export function presetsOf({ raise, pot, toCall }: Options, bet: number): Preset[] {
  if (!raise) return [];
  const ofPot = (part: number) => within(raise, bet + toCall + part * (pot + toCall));
  return [
    { name: 'Min', label: 'the least', amount: raise.min },
    { name: '½', label: 'half the pot', amount: ofPot(1 / 2) },
    { name: '⅔', label: 'two thirds of the pot', amount: ofPot(2 / 3) },
    { name: 'Pot', label: 'the pot', amount: ofPot(1) },
    { name: 'All in', label: 'all in', amount: raise.max },
  ];
}

/** How a call pays: `3.5 : 1`, and how often of 100 it must win. */
export function potOdds({
  pot,
  toCall,
}: Pick<Options, 'pot' | 'toCall'>): { odds: string; needs: number } | null {
  if (toCall <= 0) return null;
  const ratio = pot / toCall;
  const shown = ratio >= 10 ? Math.round(ratio) : Math.round(ratio * 10) / 10;
  return { odds: `${shown} : 1`, needs: Math.round((100 * toCall) / (pot + toCall)) };
}

/** An amount in big blinds, as people say it: `2.5`. */
export function inBlinds(amount: number, bigBlind: number): string {
  return String(Math.round((10 * amount) / Math.max(1, bigBlind)) / 10);
}
