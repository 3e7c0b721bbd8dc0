import { schema, t } from '@colyseus/schema';
import type { StateMaker } from '../games/game.ts';
import type { RelayState } from '../games/relay/state.ts';
import { tableFields, tablePlayerFields } from './table.ts';

const RelayPuzzleSchema = schema(
  {
    id: t.string().default(''),
    type: t.string().default(''),
    level: t.uint8().default(0),
    question: t.string().default(''),
    data: t.string().default(''),
    opened_at: t.uint32().default(0),
  },
  'RelayPuzzle',
);

/** Points have no upper bound, so they are `number`: one byte for most, exact for all. */
const RelayPlayerSchema = schema(
  {
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
    puzzle: t.ref(RelayPuzzleSchema).view(),
  },
  'RelayPlayer',
);

const RelayStateSchema = schema(
  {
    ...tableFields,
    players: t.map(RelayPlayerSchema),
    elapsed: t.uint32().default(0),
    ends_at: t.uint32().default(0),
    decay: t.uint8().default(0),
    team_score: t.number().default(0),
  },
  'RelayState',
);

/** Relay's state as synchronised objects. A player's `puzzle` goes only to views that the player was added to. */
export const relayMaker: StateMaker<RelayState> = {
  state: () => new RelayStateSchema(),
  player: () => new RelayPlayerSchema(),
  restore: (json) => new RelayStateSchema().restore(json as never),
};
