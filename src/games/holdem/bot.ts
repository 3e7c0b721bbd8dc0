import { Random } from '../../lib/random.ts';
import type { BotMind, GameView, Seen } from '../game.ts';
import { equityOf } from './equity.ts';
import type { HoldemAction } from './messages.ts';
import { rangeOf, takeNotes } from './reading.ts';
import { betterShare } from './startingHands.ts';
import type { HoldemState } from './state.ts';

/** How long it thinks, in game ms, and how often it looks what others do. */
const THINKS_MS = { least: 3_000, most: 9_500 };
const LOOKS_MS = 500;

/** The part of all hands with which a pot is opened, and with few blinds left everything is put in, by opponents. */
const OPENS = [1, 0.5, 0.32, 0.24, 0.2];
const PUSHES = [1, 0.4, 0.26, 0.2, 0.16];
/** With fewer big blinds it pushes or folds. */
const SHORT = 10;

/** What a decision goes by. */
interface Spot {
  state: GameView<HoldemState>;
  me: GameView<HoldemState>['players'][string];
  opponents: number;
  pot: number;
  toCall: number;
  skill: number;
  random: Random;
}

/**
 * Plays by what its player sees. It draws how long it thinks, and its chance, before it looks at its cards: neither
 * tells of them.
 */
export function bot({ me, state, now }: Seen<HoldemState>, mind: BotMind): HoldemAction | undefined {
  const player = state.players[me];
  takeNotes(state, mind);
  if (!player || player.rank > 0) {
    mind.lookAt = Number.MAX_SAFE_INTEGER; // who is out stays out
    return undefined;
  }
  if (player.seat !== state.turn) {
    mind.lookAt = now + LOOKS_MS;
    return undefined;
  }
  if (mind.notes.turn !== state.turn_no) {
    const at = now + mind.random.int(THINKS_MS.least, THINKS_MS.most);
    Object.assign(mind.notes, { turn: state.turn_no, at, seed: mind.random.uint32() });
  }
  mind.lookAt = Number(mind.notes.at);
  if (now < mind.lookAt) return undefined;
  const random = Random.seeded(`${mind.notes.seed}`);
  const others = Object.values(state.players).filter(({ id, folded }) => id !== me && !folded);
  const pots = state.pots.reduce((sum, { amount }) => sum + amount, 0);
  const spot: Spot = {
    ...{ state, me: player, skill: mind.skill, random, opponents: others.length },
    pot: Object.values(state.players).reduce((sum, { bet }) => sum + bet, pots),
    toCall: state.price - player.bet,
  };
  if (state.street === 'preflop' && state.price <= state.big_blind) return open(spot);
  const ranges = others.map(({ seat }) => rangeOf(seat, mind));
  const chance = equityOf([player.hole.a, player.hole.b], state.board, ranges, random);
  // A beginner is often wrong about it.
  const off = (random.float() + random.float() - 1) * 0.4 * (1 - spot.skill);
  return answer(spot, chance + off);
}

/** Nobody has raised before the flop: opens, pushes, or gives up. */
function open(spot: Spot): HoldemAction {
  const { state, me, opponents, skill, random } = spot;
  const share = betterShare(me.hole.a, me.hole.b) + (random.float() - 0.5) * 0.3 * (1 - skill);
  const blinds = (me.stack + me.bet) / state.big_blind;
  if (blinds < SHORT) {
    const pushes = (PUSHES[opponents] ?? 0) * (0.6 + (1.4 * (SHORT - blinds)) / SHORT);
    return share < pushes ? allIn(spot) : wait(spot);
  }
  const opens = OPENS[opponents] ?? 0;
  if (share < opens)
    return raise(spot, state.big_blind * random.pick([2, 2.5, 3]) + spot.pot - state.big_blind);
  // Beginners like to see a flop.
  return share < opens + 0.2 * (1 - skill) ? callOrCheck(spot) : wait(spot);
}

/** Bets, calls and folds by the chance to win, against the price. */
function answer(spot: Spot, chance: number): HoldemAction {
  const { state, pot, toCall, opponents, skill, random } = spot;
  const fair = 1 / (opponents + 1);
  const size = toCall + (pot + toCall) * (0.5 + random.float() / 2);
  if (toCall === 0) {
    const bluffs = opponents < 3 && random.chance(0.05 + 0.1 * skill);
    return chance > fair + 0.13 || bluffs ? raise(spot, size) : { action: 'check' };
  }
  if (chance > fair + (1 - fair) * 0.6) return raise(spot, size);
  // Before the flop there is most to come that will cost more.
  const more = state.street === 'preflop' ? 0.1 : 0.03;
  const price = toCall / (pot + toCall);
  return chance > price + more - 0.08 * (1 - skill) ? callOrCheck(spot) : wait(spot);
}

/** Raises by so many chips, or as near as is allowed; puts all in where little would be left. */
function raise(spot: Spot, chips: number): HoldemAction {
  const { state, me } = spot;
  if (state.max_raise === 0) return callOrCheck(spot);
  const amount = Math.max(state.min_raise, Math.round(me.bet + chips));
  return amount > state.max_raise * 0.8 ? allIn(spot) : { action: 'raise', amount };
}

function allIn(spot: Spot): HoldemAction {
  return spot.state.max_raise > 0 || spot.me.stack <= spot.toCall ? { action: 'all_in' } : callOrCheck(spot);
}

function callOrCheck({ toCall }: Spot): HoldemAction {
  return { action: toCall > 0 ? 'call' : 'check' };
}

function wait({ toCall }: Spot): HoldemAction {
  return { action: toCall > 0 ? 'fold' : 'check' };
}
