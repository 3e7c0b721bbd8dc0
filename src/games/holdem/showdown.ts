import { written } from './cards.ts';
import { potsOf, type Stake, shares } from './pots.ts';
import { strengthOf } from './ranking.ts';
import type { HoldemPlayer } from './state.ts';
import { atSeat, bySeat, clockwise, type HoldemTable, live } from './table.ts';

/** What everybody put into the hand so far. */
export function stakesOf({ state, secret: { book } }: HoldemTable): Stake[] {
  return bySeat(state).map(({ seat, bet, folded }) => ({
    seat,
    chips: (book.committed[seat] ?? 0) + bet,
    live: !folded,
  }));
}

/**
 * Live hands in the order in which they are tabled: the river's last aggressor first, else left of the button (TDA 17).
 */
function inOrder({ state, secret: { book } }: HoldemTable): HoldemPlayer[] {
  const first = state.street === 'river' && book.aggressor !== -1 ? book.aggressor - 1 : state.button;
  return clockwise(live(state), first);
}

/** All live hands are open: nobody can bet any more, and somebody is all in (TDA 16). */
export function tableAll(table: HoldemTable): void {
  for (const player of inOrder(table)) tableHand(table, player);
}

/**
 * Hands are tabled in their order: all where somebody is all in, and else those that can still win or split a pot.
 * Others are mucked, and nobody sees them (TDA 17, 18).
 */
export function tableWinning(table: HoldemTable): void {
  const order = inOrder(table);
  const open = order.some(({ all_in }) => all_in);
  const pots = potsOf(stakesOf(table));
  const shown: HoldemPlayer[] = [];
  for (const player of order) {
    const strength = strengthAt(table, player);
    const mayWin = pots.some(
      ({ seats }) =>
        seats.includes(player.seat) &&
        shown.every((other) => !seats.includes(other.seat) || strengthAt(table, other) <= strength),
    );
    if (!open && !mayWin) continue;
    tableHand(table, player);
    shown.push(player);
  }
}

/** Shows everybody a player's cards. The player's own stay as they are. */
export function tableHand(table: HoldemTable, player: HoldemPlayer): void {
  if (player.shown.length > 0) return;
  player.shown.push(player.hole.a, player.hole.b);
  table.secret.book.tabled.push(player.seat);
  table.emit({ kind: 'tabled', player: player.id, cards: written(player.shown) });
}

/** Pays the pots, each by itself (TDA 21), to the best of the hands that are in it, or to the only one. */
export function payPots(table: HoldemTable): void {
  const { state, secret } = table;
  const { book } = secret;
  const contested = live(state).length > 1;
  for (const [i, { amount, seats }] of potsOf(stakesOf(table), book.dead).entries()) {
    const players = clockwise(bySeat(state), state.button).filter(({ seat }) => seats.includes(seat));
    const best = contested ? Math.max(...players.map((player) => strengthAt(table, player))) : 0;
    const winners = contested ? players.filter((player) => strengthAt(table, player) === best) : players;
    const seatsOfWinners = winners.map(({ seat }) => seat);
    book.results.push({ amount, seats, winners: seatsOfWinners });
    for (const [seat, chips] of shares(amount, seatsOfWinners)) {
      const winner = atSeat(state, seat) as HoldemPlayer;
      winner.stack += chips;
      book.paid[seat] = (book.paid[seat] ?? 0) + chips;
      table.emit({ kind: 'win', player: winner.id, amount: chips, pot: i });
    }
  }
}

function strengthAt({ state }: HoldemTable, { hole }: HoldemPlayer): number {
  return strengthOf([hole.a, hole.b, ...state.board]);
}
