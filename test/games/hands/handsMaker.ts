import { t } from '@colyseus/schema';
import { stateMaker } from '../../../src/schema/stateMaker.ts';
import { synced } from '../../../src/schema/synced.ts';
import { tableFields, tablePlayerFields } from '../../../src/schema/table.ts';
import type { HandsState } from './hands.ts';

const Hole = synced('HandsHole', {
  everybody: { a: t.uint8().default(255), b: t.uint8().default(255) },
});

const Pot = synced('HandsPot', {
  everybody: { amount: t.uint16().default(0), seats: t.array('uint8') },
});

const Player = synced('HandsPlayer', {
  everybody: {
    ...tablePlayerFields,
    stack: t.uint16().default(0),
    bet: t.uint16().default(0),
    folded: t.boolean().default(false),
    waits: t.boolean().default(false),
    bank: t.uint16().default(0),
    shown: t.array('uint8'),
  },
  owner: { hole: t.ref(Hole) },
});

const State = synced('HandsState', {
  everybody: {
    ...tableFields,
    players: t.map(Player),
    round: t.uint8().default(0),
    button: t.int8().default(-1),
    turn: t.int8().default(-1),
    ends: t.uint32().default(0),
    price: t.uint16().default(0),
    pots: t.array(Pot),
  },
});

export const handsMaker = stateMaker<HandsState>(State, { pot: Pot });
