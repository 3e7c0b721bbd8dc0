import { parseArgs } from 'node:util';
import { bot } from '../src/games/holdem/bot.ts';
import { holdem } from '../src/games/holdem/holdem.ts';
import { START_STACK } from '../src/games/holdem/structure.ts';
import { Match } from '../src/match/match.ts';
import { holdemMaker } from '../src/schema/holdem.ts';

/*
 * Whether a bot of hold'em that plays better wins more: one of the highest skill between two of the lowest, in the
 * first hand of a match, each deal from all three seats, so that nobody has the better cards. What it wins of a hand,
 * in big blinds, and the least that it is at 95 %. Ends with 1 when that is not more than nothing.
 *
 *     npx node bench/holdemSkill.ts [--deals 2000]
 */

const { values } = parseArgs({ options: { deals: { type: 'string', default: '2000' } } });
const DEALS = Number(values.deals);
const SEATS = [0, 1, 2];
const BIG_BLIND = 20;
/** One-sided, of the normal distribution. */
const Z_95 = 1.645;
const TOLD_EVERY = 500;

/** The same without the time it takes to think. */
const quick: typeof bot = (seen, mind) => {
  const action = bot(seen, mind);
  if (action || mind.notes.at === undefined) return action;
  mind.notes.at = 0;
  mind.lookAt = 0;
  return undefined;
};

/** What the expert wins in one deal from this seat, in big blinds. */
function wonFrom(expert: number, deal: number): number {
  const seats = SEATS.map((seat) => ({
    ...{ id: `p${seat}`, name: `p${seat}`, bot: true, skill: seat === expert ? 1 : 0 },
  }));
  const setup = { id: `deal ${deal}`, game: 'holdem', rules: holdem.rules ?? 1, seed: `deal ${deal}`, seats };
  const match = Match.start({ ...holdem, bot: quick }, holdemMaker.plain, setup);
  while (match.state.street !== 'over' && !match.over) match.advance(1500);
  return ((match.state.players.get(`p${expert}`)?.stack ?? 0) - START_STACK) / BIG_BLIND;
}

const won: number[] = [];
let least = 0;
for (let deal = 1; deal <= DEALS; deal++) {
  won.push(SEATS.reduce((sum, seat) => sum + wonFrom(seat, deal), 0) / SEATS.length);
  if (deal % TOLD_EVERY !== 0 && deal !== DEALS) continue;
  const mean = won.reduce((a, b) => a + b, 0) / deal;
  const variance = won.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, deal - 1);
  least = mean - Z_95 * Math.sqrt(variance / deal);
  console.log(`${deal} deals: ${mean.toFixed(2)} big blinds a hand, at least ${least.toFixed(2)} at 95 %`);
}
process.exit(least > 0 ? 0 : 1);
