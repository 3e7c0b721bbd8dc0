import { t } from '@colyseus/schema';
import type { List, Table, TablePlayer } from '../../../src/games/game.ts';
import { type LiveState, liveGame } from '../../../src/games/liveGame.ts';
import { stateMaker } from '../../../src/schema/stateMaker.ts';
import { synced } from '../../../src/schema/synced.ts';
import { tableFields, tablePlayerFields } from '../../../src/schema/table.ts';
import { type Body, FIELD, INPUT, move, RADIUS, type SparksInput } from './moving.ts';

interface SparksPlayer extends TablePlayer, Body {
  aim: number;
  hits: number;
  /** Only the player knows how many sparks are left. */
  left_over: number;
}

/** A spark on its way. */
interface Spark extends Body {
  dx: number;
  dy: number;
  by: number;
  /** Steps that it flies on. */
  steps: number;
}

export interface SparksState extends LiveState<SparksPlayer> {
  sparks: List<Spark>;
}

interface SparksSecret {
  /** Commands until a player may fire again. */
  cooldown: Record<string, number>;
  over: boolean;
}

type SparksTable = Table<SparksState, SparksSecret, { spark: Spark }>;

const SparkSchema = synced('Spark', {
  everybody: {
    x: t.int16().default(0),
    y: t.int16().default(0),
    dx: t.int16().default(0),
    dy: t.int16().default(0),
    by: t.uint8().default(0),
    steps: t.uint8().default(0),
  },
});
const SparksPlayerSchema = synced('SparksPlayer', {
  everybody: {
    ...tablePlayerFields,
    x: t.uint16().default(0),
    y: t.uint16().default(0),
    aim: t.uint8().default(0),
    hits: t.uint8().default(0),
  },
  owner: { left_over: t.uint8().default(0) },
});
const SparksStateSchema = synced('SparksState', {
  everybody: {
    ...tableFields,
    players: t.map(SparksPlayerSchema),
    tick: t.uint16().default(0),
    sparks: t.array(SparkSchema),
  },
});

export const sparksMaker = stateMaker<SparksState>(SparksStateSchema, { spark: SparkSchema });

const STEP_MS = 15;
const ENDS_AT = 30_000;
const HITS_TO_WIN = 5;
const SPARKS = 100;
/** In one step, in four directions: no engine has another opinion of these. */
const FLIGHT = [
  [250, 0],
  [0, 250],
  [-250, 0],
  [0, -250],
] as const;

function fire({ state, secret, make }: SparksTable, player: SparksPlayer): void {
  if (player.left_over === 0 || (secret.cooldown[player.id] ?? 0) > 0) return;
  player.left_over -= 1;
  secret.cooldown[player.id] = 10;
  const [dx, dy] = FLIGHT[player.aim >> 6] ?? FLIGHT[0];
  state.sparks.push(
    Object.assign(make('spark'), { x: player.x, y: player.y, dx, dy, by: player.seat, steps: 40 }),
  );
}

/** The smallest game that moves: who hits five times with sparks wins, and after 30 s who hit most. */
export const sparks = liveGame<SparksState, SparksInput, SparksSecret, { spark: Spark }>({
  name: 'sparks',
  seats: { min: 3, max: 5 },
  durability: 'inputs',
  stepMs: STEP_MS,
  input: INPUT,
  commandSteps: 2,
  patchSteps: 2,
  maxCredit: 8,
  view: 'view',
  secret: () => ({ cooldown: {}, over: false }),
  start({ state, random }) {
    for (const player of state.players.values()) {
      player.x = random.int(RADIUS, FIELD - RADIUS);
      player.y = random.int(RADIUS, FIELD - RADIUS);
      player.left_over = SPARKS;
    }
  },
  command(table, id, input) {
    const player = table.state.players.get(id);
    if (!player) return;
    move(player, input);
    player.aim = input.aim;
    const { cooldown } = table.secret;
    cooldown[id] = Math.max(0, (cooldown[id] ?? 0) - 1);
    if (input.buttons & 1) fire(table, player);
  },
  step({ state, secret, now, emit }) {
    for (let i = state.sparks.length - 1; i >= 0; i--) {
      const spark = state.sparks[i] as Spark;
      spark.x += spark.dx;
      spark.y += spark.dy;
      spark.steps -= 1;
      const hit = [...state.players.values()].find(
        (player) =>
          player.seat !== spark.by &&
          !player.left &&
          Math.abs(player.x - spark.x) < RADIUS &&
          Math.abs(player.y - spark.y) < RADIUS,
      );
      if (hit) {
        const by = [...state.players.values()].find(({ seat }) => seat === spark.by);
        if (by) by.hits += 1;
        emit({ kind: 'hit', player: hit.id, by: by?.id ?? '' });
        secret.over ||= (by?.hits ?? 0) >= HITS_TO_WIN;
      }
      if (hit || spark.steps === 0) state.sparks.splice(i, 1);
    }
    return now % 1005 === 0;
  },
  leave({ state, secret }) {
    if ([...state.players.values()].filter(({ left }) => !left).length < 2) secret.over = true;
  },
  restored({ state }) {
    state.sparks.splice(0, state.sparks.length);
  },
  deadline: () => ENDS_AT,
  over: ({ secret, now }) => secret.over || now >= ENDS_AT,
  standings({ state }) {
    const players = [...state.players.values()];
    return players.map(({ id, hits }) => ({
      id,
      rank: 1 + players.filter((other) => other.hits > hits).length,
      score: hits,
    }));
  },
  bot({ me, state, now }, { random, notes }) {
    const own = state.players[me];
    if (!own) return undefined;
    if (random.chance(0.05)) Object.assign(notes, { mx: random.int(-127, 127), my: random.int(-127, 127) });
    const { mx = 0, my = 0 } = notes as { mx?: number; my?: number };
    return {
      mx,
      my,
      aim: random.int(0, 255),
      buttons: random.chance(0.3) ? 1 : 0,
      view: (now / STEP_MS) % 65_536,
    };
  },
});
