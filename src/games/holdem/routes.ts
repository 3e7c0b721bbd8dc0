import { z } from 'zod';
import { Problem } from '../../lib/problem.ts';
import type { GameRoute, Kept, KeptMatch } from '../route.ts';
import { broughtIn } from './brought.ts';
import { CHAIN_FORMAT, FAIRNESS } from './fairness.ts';
import type { ShownAfter } from './handRecord.ts';
import { finishedHand, type KeptFairness, withShownAfter } from './handView.ts';

const MOST_HANDS = 50;
/** More than any match has. */
const HANDS = 65_535;

const hex = z.string();
const seat = z.int();
const chips = z.record(z.string(), z.int());

const opening = z.object({ position: z.int(), card: z.string(), salt: z.string() });

const hand = z
  .looseObject({
    hand: z.int().meta({ description: 'Its number, from 1, without gaps.' }),
    level: z.int(),
    blinds: z.array(z.int()),
    button: seat,
    at: z.number().optional().meta({ description: 'Game ms at which it began.' }),
    players: z.array(z.object({ id: z.string(), seat, stack: z.int() })),
    dealt: z.array(seat).optional().meta({ description: 'In the order in which they got their cards.' }),
    actions: z.array(z.array(z.union([z.int(), z.string()]))).meta({ description: 'Seat, what, chips.' }),
    board: z.string(),
    shown: z.array(z.object({ seat, cards: z.string() })),
    returned: chips,
    paid: chips,
    pots: z.array(z.object({ amount: z.int(), seats: z.array(seat), winners: z.array(seat) })),
    commitment: hex.optional(),
    deck_root: hex.optional(),
    previous: hex.optional().meta({
      description:
        'Hash of the record before; of the first hand `start_hash`, or by format 1 `match_commitment`.',
    }),
    hash: hex.optional(),
    shown_after: z
      .object({
        hand: z.int(),
        seat,
        cards: z.string(),
        openings: z.array(opening),
        previous: hex.meta({ description: 'Hash of the hand.' }),
        hash: hex.meta({ description: 'What the next hand names as `previous`.' }),
      })
      .optional()
      .meta({ description: 'Cards that the winner showed when the hand was over.' }),
    leaves: z.array(hex).optional(),
    openings: z
      .array(opening)
      .optional()
      .meta({ description: 'Of the cards that the caller may see; all of them once the match is over.' }),
    seed: hex.nullable().optional(),
  })
  .meta({ id: 'Hand', description: 'A hand that is over. Matches by the first rules have no commitments.' });

const about = z.object({
  match_id: z.guid(),
  version: z.string().meta({ description: 'How decks are made and committed to.' }),
  format: z.int().meta({
    description: 'How hands are chained: 2 from `start_hash` on, before it from `match_commitment`.',
  }),
  running: z.boolean(),
  match_commitment: hex.nullable(),
  start_hash: hex.nullable().meta({
    description: 'What the first hand follows. Null before it is dealt, and of matches of before.',
  }),
  match_secret: hex.nullable().meta({ description: 'Null while the match runs.' }),
  hand_count: z
    .int()
    .nullable()
    .meta({ description: 'How many hands there were. Null while the match runs, and of matches of before.' }),
  last_hash: hex.nullable().meta({
    description: 'Hash of the last record of all: of the last hand, or of what was shown after it.',
  }),
  players: z
    .array(z.object({ id: z.string(), seat, commitment: hex.nullable(), value: hex.nullable() }))
    .meta({ description: 'What they brought to the decks.' }),
});

const handsShape = about
  .extend({ hands: z.array(hand), more: z.boolean().meta({ description: 'There are later ones.' }) })
  .meta({ id: 'Hands' });

type About = z.input<typeof about>;

export type Hands = z.output<typeof handsShape>;

/** The hands of a match, while it runs and ever after. */
export const holdemRoutes: readonly GameRoute[] = [
  {
    method: 'get',
    path: 'hands',
    summary: 'Hands that are over, as the caller may see them',
    description:
      'While the match runs others’ cards are hidden that were not shown; afterwards everything is told.',
    query: z.object({
      after: z.coerce
        .number()
        .int()
        .min(0)
        .max(HANDS)
        .default(0)
        .meta({ description: 'Number of the last hand one has.' }),
      limit: z.coerce.number().int().min(1).max(MOST_HANDS).default(20),
    }),
    answer: handsShape,
    takes: (query) => (query as { limit: number }).limit, // a hand is opened in a quarter of a millisecond
    async tell(match, { query }) {
      const { after, limit } = query as { after: number; limit: number };
      const { head, shown } = await headOf(match);
      const found = await match.records('hand', after, limit + 1);
      const hands = withShownAfter(found.slice(0, limit).map(shown), await shownAfterIn(match));
      return { ...head, hands, more: found.length > limit };
    },
  },
  {
    method: 'get',
    path: 'hands/:n',
    summary: 'One hand that is over, as the caller may see it',
    params: z.object({ n: z.coerce.number().int().min(1).max(HANDS) }),
    answer: about.extend({ hand }).meta({ id: 'OneHand' }),
    problems: ['404 unknown_hand'],
    async tell(match, { params }) {
      const { n } = params as { n: number };
      const { head, shown } = await headOf(match);
      const [found] = await match.records('hand', n - 1, 1);
      if (!found) throw new Problem(404, 'unknown_hand', 'There is no such hand, or it is not over.');
      const [told] = withShownAfter([shown(found)], await shownAfterIn(match));
      return { ...head, hand: told };
    },
  },
];

/** What was shown after any of the hands: of most nothing. */
async function shownAfterIn(match: KeptMatch): Promise<ShownAfter[]> {
  return (await match.records('shown', 0, HANDS)).map(({ data }) => data as ShownAfter);
}

/** What is told of a match with its hands, and how each is shown. */
async function headOf(match: KeptMatch): Promise<{ head: About; shown: (record: Kept) => object }> {
  const told = { match_id: match.id, version: FAIRNESS, running: match.state !== null };
  if (match.state !== null) {
    const { match_commitment, start_hash, players } = broughtIn(match.state);
    const later = { match_secret: null, hand_count: null, last_hash: null };
    const chain = { format: start_hash === undefined ? 1 : CHAIN_FORMAT, start_hash: start_hash || null };
    const head = { ...told, ...chain, match_commitment, ...later, players };
    return { head, shown: ({ data }) => data };
  }
  const [record] = await match.records('fairness', 0, 1);
  const fairness = record?.data as KeptFairness | undefined;
  const { match_commitment = null, match_secret = null, players = [] } = fairness ?? {};
  const { format = 1, start_hash = null, hand_count = null, last_hash = null } = fairness ?? {};
  const chain = { format, start_hash, hand_count, last_hash };
  const head = { ...told, match_commitment, match_secret, ...chain, players };
  return { head, shown: (one) => finishedHand(match.id, one, fairness) };
}
