import { z } from 'zod';

const seat = z.int().min(0).max(200);
const chips = z.int().min(0);
const bySeat = z.record(z.string(), chips);
const cards = z.string();

const expectation = z.strictObject({
  street: z.string().optional(),
  turn: seat.nullable().optional(),
  call: chips.optional(),
  may_raise: z.boolean().optional(),
  min_raise: chips.optional(),
  max_raise: chips.optional(),
  pot: chips.optional(),
  pots: z
    .array(z.strictObject({ amount: chips, seats: z.array(seat), winners: z.array(seat).optional() }))
    .optional(),
  winners: z.union([z.array(z.array(seat)), z.record(z.string(), z.array(seat))]).optional(),
  paid: bySeat.optional(),
  returned: bySeat.optional(),
  stacks: bySeat.optional(),
  shown: z.array(seat).optional(),
  category: z.record(z.string(), z.string()).optional(),
  board: cards.optional(),
  rank: bySeat.optional(),
  button: seat.optional(),
  small_blind: seat.nullable().optional(),
  big_blind: seat.optional(),
});
export type Expectation = z.infer<typeof expectation>;

const done = z.union([
  z.looseObject({
    seat,
    action: z.string(),
    refused: z.string().optional(),
    expect: expectation.optional(),
  }),
  z.strictObject({ leave: seat, expect: expectation.optional() }),
  z.strictObject({ expect: expectation }),
]);

const about = {
  id: z.string(),
  title: z.string().optional(),
  why: z.string().optional(),
  source: z.string().optional(),
};

const handCase = z.strictObject({
  ...about,
  kind: z.literal('hand').default('hand'),
  blinds: z.tuple([chips, chips]),
  dead: chips.default(0),
  button: seat,
  small_blind: seat.nullable().optional(),
  big_blind: seat.optional(),
  seats: z.array(z.strictObject({ seat, stack: chips, cards: cards.optional() })).min(2),
  board: cards.default(''),
  actions: z.array(done),
  expect: expectation.default({}),
});
export type HandCase = z.infer<typeof handCase>;

const positions = z.strictObject({ button: seat, small_blind: seat.nullable(), big_blind: seat });
const positionsCase = z.strictObject({
  ...about,
  kind: z.literal('positions'),
  before: positions,
  hands: z.array(z.strictObject({ alive: z.array(seat).min(2), expect: positions.partial() })),
});

const finishCase = z.strictObject({
  ...about,
  kind: z.literal('finish'),
  hand_starts: bySeat,
  busted_together: z.array(seat),
  alive: z.array(seat),
  expect: z.strictObject({ rank: bySeat }),
});

const situation = z.union([
  z.strictObject({ to_call: chips, expect: z.string() }),
  z.strictObject({ state: z.string(), expect: z.string() }),
]);
export type Situation = z.infer<typeof situation>;
const clockCase = z.strictObject({ ...about, kind: z.literal('clock'), situations: z.array(situation) });

const rejoinCase = z.strictObject({ ...about, kind: z.literal('rejoin'), expect: z.string() });

const viewCase = z.strictObject({
  ...about,
  kind: z.literal('view'),
  hand: z.string(),
  swap: z.record(z.string(), cards),
  expect: z.string(),
});

const anyCase = z.discriminatedUnion('kind', [
  handCase,
  positionsCase,
  finishCase,
  clockCase,
  rejoinCase,
  viewCase,
]);
type Case = z.infer<typeof anyCase>;
export type CaseOf<K extends Case['kind']> = Extract<Case, { kind: K }>;

/** A file of cases as it is written. */
export interface CaseFile {
  cases: { id: string; title?: string; [field: string]: unknown }[];
}

/** @throws Error when this is no file of cases */
export function readCases(text: string): CaseFile {
  const head = z.looseObject({ cases: z.array(z.looseObject({ id: z.string() })) });
  return head.parse(JSON.parse(text)) as CaseFile;
}

/** A case in its full form: a hand, if it says no kind. @throws Error when it is not of the format */
export function readCase(written: object): Case {
  const read = anyCase.safeParse({ kind: 'hand', ...written });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`not of the format: ${issue?.path.join('.')}: ${issue?.message}`);
}
