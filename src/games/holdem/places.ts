import { HOUSE, type Standing } from '../game.ts';
import { revealMatch } from './decks.ts';
import type { HoldemPlayer } from './state.ts';
import { bySeat, type HoldemTable, withChips } from './table.ts';

/**
 * Places those who lost their last chips in this hand: who began it with more comes before, equals share (by the
 * books).
 */
export function placeBusted(table: HoldemTable): void {
  const { state, secret } = table;
  const began = ({ seat }: HoldemPlayer) => secret.book.stacks[seat] ?? 0;
  const busted = bySeat(state).filter(({ left, rank, stack }) => !left && rank === 0 && stack === 0);
  const alive = withChips(state).length;
  for (const player of busted) {
    player.rank = 1 + alive + busted.filter((other) => began(other) > began(player)).length;
    table.emit({ kind: 'bust', player: player.id, rank: player.rank });
  }
}

/** Places somebody who leaves behind all who are still in. */
export function placeLeaver({ state }: HoldemTable, leaver: HoldemPlayer): void {
  if (leaver.rank !== 0) return;
  leaver.rank = 1 + bySeat(state).filter(({ id, rank }) => id !== leaver.id && rank === 0).length;
}

/** The match is over when one has all chips that are in play. Answers whether it is. */
export function endMatch(table: HoldemTable): boolean {
  const { state, secret } = table;
  const alive = withChips(state);
  if (alive.length > 1) return false;
  for (const winner of alive) winner.rank = 1;
  secret.over = true;
  revealMatch(table);
  secret.ends = 0;
  return true;
}

/** What the hand came to, in the ledger: a line for each who has more or less than before it. */
export function bookHand(table: HoldemTable): void {
  const { stacks, forfeited } = table.secret.book;
  for (const { id, seat, stack } of bySeat(table.state)) {
    const won = stack + (forfeited[seat] ?? 0) - (stacks[seat] ?? 0);
    if (won > 0) table.post({ kind: 'won', giver: HOUSE, taker: id, debit: HOUSE, credit: id, amount: won });
    if (won < 0) table.post({ kind: 'lost', giver: id, taker: id, debit: id, credit: HOUSE, amount: -won });
  }
}

/** Takes the chips of somebody who left out of play. */
export function forfeit(table: HoldemTable, player: HoldemPlayer): void {
  const { book } = table.secret;
  const amount = player.stack;
  if (amount === 0) return;
  player.stack = 0;
  book.forfeited[player.seat] = (book.forfeited[player.seat] ?? 0) + amount;
  const line = { giver: player.id, taker: player.id, debit: player.id, credit: HOUSE, amount };
  table.post({ kind: 'forfeit', ...line });
}

/** By finishing order; who still plays goes by chips. The score is the chips that are left. */
export function standings({ state }: Pick<HoldemTable, 'state'>): Standing[] {
  const all = bySeat(state);
  const playing = all.filter(({ rank }) => rank === 0);
  return all.map(({ id, rank, stack }) => ({
    id,
    rank: rank || 1 + playing.filter((other) => other.stack > stack).length,
    score: stack,
  }));
}
