import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { arenaCommand } from '../loadtest/scenarios/arenaCommand.ts';
import { RoomSocket, type SeatReservation } from '../loadtest/wire/RoomSocket.ts';
import { percentile, type Sample } from './live/messages.ts';

/*
 * What live matches cost: rooms of the arena, of which every player sends 33 commands a second over a socket of their
 * own, in one process, and beside it a ticker with as many matches that do nothing. How late steps are, by both; steps
 * that were dropped; what a step, a patch and all the rest takes of the processor; frames and bytes. Ends with 1 when a
 * bar is missed.
 *
 *     npx node bench/live.ts [--rooms 40] [--seats 5] [--seconds 60] [--json]
 */

const { values } = parseArgs({
  options: {
    rooms: { type: 'string', default: '40' },
    seats: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
});
const SECONDS = Number(values.seconds);
const PLAYERS = Number(values.rooms) * Number(values.seats);
const COMMAND_MS = 30;
/** Until all have moved for a while: the first seconds compile. */
const WARM_UP_MS = 5000;
/** Beside an empty ticker on the same machine at the same time. */
const MOST_LATER_MS = 2.5;
const MOST_OF_A_CORE = 0.6;

const start = (file: string, ...args: string[]) =>
  fork(new URL(`./live/${file}.ts`, import.meta.url), args, { execArgv: process.execArgv });

type Child = ReturnType<typeof start>;

/** What a child tells next that has this; a library of the framework's tells things of its own. */
async function told<T extends object>(child: Child, has: keyof T): Promise<T> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [T];
    if (has in message) return message;
  }
}

function ask(child: Child): Promise<Sample> {
  const answered = told<Sample>(child, 'late');
  child.send('sample');
  return answered;
}

const server = start('server', values.rooms, values.seats);
const { port, tables } = await told<{ port: number; tables: { seat: SeatReservation; player: string }[] }>(
  server,
  'port',
);
const empty = start('empty', values.rooms);
const got = { frames: 0, bytes: 0, closed: 0, sent: 0 };
const base = new URL(`http://127.0.0.1:${port}`);
const sockets = await Promise.all(
  tables.map(
    ({ seat, player }) =>
      new Promise<RoomSocket>((resolve) => {
        const socket: RoomSocket = new RoomSocket(base, seat, player, {
          joined: () => resolve(socket),
          heard: () => void got.frames++,
          bytes: (count) => {
            got.bytes += count;
          },
          closed: () => void got.closed++,
        });
      }),
  ),
);

let running = true;
for (const [index, socket] of sockets.entries()) {
  let n = 0;
  const startedAt = performance.now() + (index * COMMAND_MS) / PLAYERS;
  const send = () => {
    if (!running) return;
    while (startedAt + n * COMMAND_MS <= performance.now()) {
      socket.input(arenaCommand(index, n));
      n += 1;
      got.sent += 1;
    }
    setTimeout(send, Math.max(1, startedAt + n * COMMAND_MS - performance.now()));
  };
  send();
}

await pause(WARM_UP_MS);
await Promise.all([ask(server), ask(empty)]);
const before = { ...got };
const began = performance.now();
const all: { server: Sample; empty: Sample }[] = [];
for (let second = 0; second < SECONDS; second++) {
  await pause(1000);
  const [one, other] = await Promise.all([ask(server), ask(empty)]);
  all.push({ server: one, empty: other });
}
/** A process that is starved answers late. */
const seconds = (performance.now() - began) / 1000;
running = false;
server.kill();
empty.kill();
for (const socket of sockets) socket.destroy();

const late = (who: 'server' | 'empty') => all.flatMap((sample) => sample[who].late);
const bySecond = (who: 'server' | 'empty') => all.map((sample) => percentile(sample[who].late, 0.99));
const best = (who: 'server' | 'empty') => Math.min(...bySecond(who));
/** What others on the machine do in some seconds is not in it. */
const median = (who: 'server' | 'empty') => percentile(bySecond(who), 0.5);
const sum = (of: (sample: Sample) => number) => all.reduce((total, sample) => total + of(sample.server), 0);
const quiet = all.flatMap((sample) => sample.server.quietMs);
const telling = all.flatMap((sample) => sample.server.toldMs);
const mean = (all: readonly number[]) => all.reduce((a, b) => a + b, 0) / all.length;
const cpuMs = sum(({ cpuMs: used }) => used);
const inSteps = quiet.reduce((a, b) => a + b, 0) + telling.reduce((a, b) => a + b, 0);
const frames = got.frames - before.frames;
const figures = {
  rooms: Number(values.rooms),
  players: PLAYERS,
  seconds,
  late_p50_ms: percentile(late('server'), 0.5),
  late_p99_ms: percentile(late('server'), 0.99),
  late_p99_median_second_ms: median('server'),
  late_p99_best_second_ms: best('server'),
  empty_late_p50_ms: percentile(late('empty'), 0.5),
  empty_late_p99_ms: percentile(late('empty'), 0.99),
  empty_late_p99_median_second_ms: median('empty'),
  empty_late_p99_best_second_ms: best('empty'),
  steps: sum(({ steps }) => steps),
  dropped_steps: sum(({ dropped }) => dropped),
  empty_dropped_steps: all.reduce((total, { empty: { dropped } }) => total + dropped, 0),
  core: cpuMs / (seconds * 1000),
  step_us: mean(quiet) * 1000,
  patch_to_table_us: (mean(telling) - mean(quiet)) * 1000,
  rest_per_command_us: ((cpuMs - inSteps) / (got.sent - before.sent)) * 1000,
  patches_per_player_s: frames / PLAYERS / seconds,
  bytes_down_per_player_s: (got.bytes - before.bytes) / PLAYERS / seconds,
  closed: got.closed,
};
if (values.json) console.log(JSON.stringify(figures));
else
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(32)} ${Number(value.toFixed(3))}`);
const missed = [
  figures.closed > 0 && 'sockets were closed',
  figures.late_p99_ms > figures.empty_late_p99_ms + MOST_LATER_MS &&
    `p99 is more than ${MOST_LATER_MS} ms later than the empty ticker's`,
  figures.dropped_steps > 0 && 'steps were dropped',
  figures.core > MOST_OF_A_CORE && `it takes more than ${MOST_OF_A_CORE} of a core`,
].filter((text) => text !== false);
for (const text of missed) console.error(`Missed: ${text}.`);
process.exit(missed.length > 0 ? 1 : 0);
