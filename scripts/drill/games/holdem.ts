import { holdem } from '../../../src/games/holdem/holdem.ts';
import type { HoldemPlayer, HoldemState } from '../../../src/games/holdem/state.ts';
import { START_STACK } from '../../../src/games/holdem/structure.ts';
import { sha256 } from '../../../src/lib/sha256.ts';
import { holdemMaker } from '../../../src/schema/holdem.ts';
import { hosted } from '../../../src/table/hosting.ts';
import type { DrilledGame, Move, Mover } from './DrilledGame.ts';

const stateOf = (view: unknown) => view as HoldemState;
const playerOf = (player: unknown) => player as HoldemPlayer;

export const drilledHoldem: DrilledGame = {
  hosted: hosted(holdem, holdemMaker),
  elapsed: () => 0,
  isOut: (player) => playerOf(player).rank > 0,
  next: (view, player, mover) => nextMove(stateOf(view), playerOf(player), mover),
  award: () => null,
  held: (player) => playerOf(player).stack,
  *growing(view) {
    const { hand, turn_no } = stateOf(view);
    yield ['the hand', hand];
    yield ['the turn', turn_no]; // a board that was taken back is dealt again as it was
  },
  *lasting(view, player) {
    const state = stateOf(view);
    const { hand, board, street } = state;
    if (state.match_commitment) yield ['the commitment of the match', state.match_commitment];
    if (hand === 0) return;
    const me = playerOf(player);
    yield [`the commitment of hand ${hand}`, `${state.commitment}`];
    yield [`the root of hand ${hand}`, `${state.deck_root}`];
    for (const [i, card] of [...board].entries()) yield [`card ${i} on the board of hand ${hand}`, `${card}`];
    yield [`cards of ${me.id} in hand ${hand}`, `${me.hole.a} ${me.hole.b}`];
    const players = [...state.players.values()];
    for (const { id, shown } of players) {
      if (shown.length > 0) yield [`cards that ${id} tabled in hand ${hand}`, [...shown].join(' ')];
    }
    // Nobody leaves, so no chips go out of play; what is paid is in the pots still.
    const pots = street === 'over' ? [] : [...state.pots];
    const chips = players.reduce((sum, { stack, bet }) => sum + stack + bet, 0);
    const all = pots.reduce((sum, { amount }) => sum + amount, chips);
    yield ['the chips at the table', `${all} of ${START_STACK * players.length}`];
  },
};

/**
 * Brings entropy, plays loosely in turn, and all in when it is in a hurry; who came back sits in, which is always
 * taken.
 */
function nextMove(
  state: HoldemState,
  me: HoldemPlayer,
  { match, player, random, hurry, back }: Mover,
): Move | null {
  const value = sha256(`${match} ${player}`);
  if (state.entropy_open === 'commit' && me.entropy === '')
    return { action: 'entropy', commit: sha256(`parlor/holdem/1/player|${match}|${player}|${value}`) };
  if (state.entropy_open === 'value' && me.entropy && me.entropy === me.entropy_commitment)
    return { action: 'entropy', value };
  if (me.rank > 0) return null;
  if (state.turn !== me.seat) return back ? { action: 'sit_in' } : null;
  const { turn_no, price, min_raise, max_raise } = state;
  const owes = price > me.bet;
  if (max_raise > 0 && random.chance(hurry ? 0.8 : 0.05)) return { action: 'all_in', turn_no };
  if (max_raise > 0 && random.chance(0.15)) return { action: 'raise', amount: min_raise, turn_no };
  if (owes && !hurry && random.chance(0.25)) return { action: 'fold', turn_no };
  return { action: owes ? 'call' : 'check', turn_no };
}
