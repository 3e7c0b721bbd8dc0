import { t } from '@colyseus/schema';
import type { RelayState } from '../games/relay/state.ts';
import { stateMaker } from './stateMaker.ts';
import { synced } from './synced.ts';
import { tableFields, tablePlayerFields } from './table.ts';

const RelayPuzzleSchema = synced('RelayPuzzle', {
  everybody: {
    id: t.string().default(''),
    type: t.string().default(''),
    level: t.uint8().default(0),
    question: t.string().default(''),
    data: t.string().default(''),
    opened_at: t.uint32().default(0),
  },
});

/** Points have no upper bound, so they are `number`: one byte for most, exact for all. */
const RelayPlayerSchema = synced('RelayPlayer', {
  everybody: {
    ...tablePlayerFields,
    points: t.number().default(0),
    active: t.boolean().default(false),
    solved: t.uint16().default(0),
    passed: t.number().default(0),
    wrong: t.uint16().default(0),
    level: t.uint8().default(0),
    locked_until: t.uint32().default(0),
    cold: t.boolean(),
    cold_at: t.uint32(),
  },
  owner: { puzzle: t.ref(RelayPuzzleSchema) },
});

const RelayStateSchema = synced('RelayState', {
  everybody: {
    ...tableFields,
    players: t.map(RelayPlayerSchema),
    elapsed: t.uint32().default(0),
    ends_at: t.uint32().default(0),
    decay: t.uint8().default(0),
    team_score: t.number().default(0),
  },
});

/** Relay's state. A player's `puzzle` goes only to its owner. */
export const relayMaker = stateMaker<RelayState>(RelayStateSchema);
