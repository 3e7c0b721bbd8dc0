import type { BotMind, GameView } from '../game.ts';
import type { Range } from './equity.ts';
import type { HoldemState } from './state.ts';

/** The most that is read out of what somebody does. */
const MOST = { before: 6, after: 3 };

/** Takes note of what opponents did since the last look: it is gone from the table with the street. */
export function takeNotes(state: GameView<HoldemState>, mind: BotMind): void {
  if (mind.notes.hand !== state.hand) mind.notes = { hand: state.hand };
  for (const { seat, bet, last_action } of Object.values(state.players)) {
    const now = `${state.street} ${last_action} ${bet}`;
    if (mind.notes[`did${seat}`] === now) continue;
    mind.notes[`did${seat}`] = now;
    const when = state.street === 'preflop' ? 'before' : 'after';
    const noted = Number(mind.notes[when + seat] ?? 1);
    if (last_action === 'raise')
      mind.notes[when + seat] = Math.min(MOST[when], noted + (when === 'before' ? 3 : 1));
    if (last_action === 'call') mind.notes[when + seat] = Math.max(noted, 2);
  }
}

/** What is known of the cards of somebody at a seat. */
export function rangeOf(seat: number, { notes }: BotMind): Range {
  return { before: Number(notes[`before${seat}`] ?? 1), after: Number(notes[`after${seat}`] ?? 1) };
}
