import { t } from '@colyseus/schema';
import type { HoldemState, Street } from '../games/holdem/state.ts';
import { stateMaker } from './stateMaker.ts';
import { synced } from './synced.ts';
import { tableFields, tablePlayerFields } from './table.ts';

const HoldemHoleSchema = synced('HoldemHole', {
  everybody: { a: t.uint8().default(255), b: t.uint8().default(255) },
});

/** Chips are `number`: one byte for few, exact for all. */
const HoldemPotSchema = synced('HoldemPot', {
  everybody: { amount: t.number().default(0), seats: t.array('uint8') },
});

const HoldemPlayerSchema = synced('HoldemPlayer', {
  everybody: {
    ...tablePlayerFields,
    stack: t.number().default(0),
    bet: t.number().default(0),
    folded: t.boolean().default(false),
    all_in: t.boolean().default(false),
    sitting_out: t.boolean().default(false),
    bank: t.uint16().default(0),
    rank: t.uint8().default(0),
    last_action: t.string().default(''),
    shown: t.array('uint8'),
    entropy: t.string(),
    entropy_commitment: t.string(),
  },
  owner: { hole: t.ref(HoldemHoleSchema) },
});

const HoldemStateSchema = synced('HoldemState', {
  everybody: {
    ...tableFields,
    players: t.map(HoldemPlayerSchema),
    hand: t.uint16().default(0),
    hand_at: t.uint32(),
    level: t.uint8().default(0),
    level_ends_at: t.uint32().default(0),
    small_blind: t.number().default(0),
    big_blind: t.number().default(0),
    button: t.int8().default(-1),
    street: t.string<Street>().default(''),
    board: t.array('uint8'),
    pots: t.array(HoldemPotSchema),
    turn: t.int8().default(-1),
    turn_no: t.number().default(0),
    price: t.number().default(0),
    min_raise: t.number().default(0),
    max_raise: t.number().default(0),
    entropy_open: t.string<'' | 'commit' | 'value'>(),
    match_commitment: t.string(),
    match_secret: t.string(),
    commitment: t.string(),
    next_commitment: t.string(),
    deck_root: t.string(),
    start_hash: t.string(),
  },
});

/** Hold'em's state. A player's `hole` goes only to its owner. */
export const holdemMaker = stateMaker<HoldemState>(HoldemStateSchema, { pot: HoldemPotSchema });
