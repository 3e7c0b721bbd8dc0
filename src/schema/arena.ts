import { t } from '@colyseus/schema';
import type { ArenaState } from '../games/arena/state.ts';
import { stateMaker } from './stateMaker.ts';
import { synced } from './synced.ts';
import { tableFields, tablePlayerFields } from './table.ts';

/** A bullet is no object: a shot is what its player's `shots` to `sgun` say, and everybody derives the flight. */
const ArenaPlayerSchema = synced('ArenaPlayer', {
  everybody: {
    ...tablePlayerFields,
    x: t.uint16().default(0),
    y: t.uint16().default(0),
    aim: t.uint16().default(0),
    color: t.uint8().default(0),
    hp: t.uint8().default(0),
    shield: t.uint8().default(0),
    weapon: t.uint8().default(0),
    ammo: t.uint8().default(0),
    flags: t.uint8().default(0),
    respawn: t.uint8().default(0),
    dash_due: t.uint8().default(0),
    hurt: t.uint8().default(0),
    shots: t.uint8().default(0),
    sx: t.uint16().default(0),
    sy: t.uint16().default(0),
    saim: t.uint16().default(0),
    slag: t.uint8().default(0),
    stick: t.uint8().default(0),
    sgun: t.uint8().default(0),
    score: t.uint16().default(0),
    kills: t.uint16().default(0),
    deaths: t.uint16().default(0),
  },
});

const ArenaStateSchema = synced('ArenaState', {
  everybody: {
    ...tableFields,
    players: t.map(ArenaPlayerSchema),
    tick: t.uint16().default(0),
    ends_at: t.uint32().default(0),
    pads: t.array('uint8'),
    core: t.uint8().default(0),
  },
});

/** The arena's state: everybody sees all of it. */
export const arenaMaker = stateMaker<ArenaState>(ArenaStateSchema);
