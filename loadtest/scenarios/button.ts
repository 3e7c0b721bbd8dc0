import type { Player } from '../swarm/Player.ts';
import { schedule } from '../swarm/schedule.ts';
import { Versions } from '../swarm/Versions.ts';
import { Rejected, type RoomSocket } from '../wire/RoomSocket.ts';
import type { Scenario } from './Scenario.ts';

/** One in so many pushes; the others watch. */
const PUSHERS = 5;
/** The first ones push while others still join: who comes late is told how it stands while it changes. */
const EARLY = 50;
/** How long one waits from push to push. */
const EVERY_MS = { from: 1000, to: 3000 };
/** One push in so many is sent twice. */
const REPEATS = 10;

interface State {
  epoch: number;
  version: number;
  at: number;
  by: { id: string } | null;
}

interface Answer {
  result: string;
  version: number;
  state: State;
}

const pushers = new Set<string>();
let versions: Versions | null = null;

/** Everybody watches the one button, and some push it. */
export const button: Scenario = {
  text: 'everybody watches the one button in the lobby, and one of 5 pushes it every 1 to 3 s, or all every --every s',
  signsIn: true,
  group: 500,
  room: 'lobby',

  async join(player, name) {
    const { measures } = player;
    const askedAt = performance.now();
    const pushes = player.everyMs !== null || player.index % PUSHERS === 0;
    if (pushes) pushers.add(player.id);
    versions ??= new Versions(pushers, {
      lost: (count) => measures.count('lost', count),
      doubled: () => measures.count('doubled'),
    });
    const seen = { epoch: 0, version: 0 };
    const seat = await player.reserve(name);
    const room = await player.enter(seat, {
      messages: {
        button(state: State) {
          if (seen.epoch === 0) player.measures.time('state', performance.now() - askedAt);
          see(player, seen, state);
        },
      },
    });
    return async () => {
      player.playing = true;
      const from = player.index < EARLY ? Promise.resolve() : player.begun;
      await player.whileOpen(room, () => (pushes ? pushing(player, room, seen) : () => {}), from);
      player.playing = false;
    };
  },
};

/** How it stands, as one player hears it: never older than before. */
function see({ measures }: Player, seen: Pick<State, 'epoch' | 'version'>, state: State): void {
  const first = seen.epoch === 0;
  const isNewer = state.epoch > seen.epoch || (state.epoch === seen.epoch && state.version > seen.version);
  if (!first && !isNewer) {
    measures.count('disordered');
    return;
  }
  seen.epoch = state.epoch;
  seen.version = state.version;
  if (first || !state.by) return; // it may have been pushed long ago
  measures.time('told', Math.max(0, Date.now() - state.at));
  versions?.saw(state.version, state.by.id);
}

/** Pushes in an open loop; now and then one is sent twice, and is to be answered twice the same. */
function pushing(player: Player, room: RoomSocket, seen: Pick<State, 'version'>): () => void {
  const { random, measures, id } = player;
  let number = 0;
  const { from, to } = player.everyMs === null ? EVERY_MS : { from: player.everyMs, to: player.everyMs };
  const gap = () => random.between(from, to);
  const stop = schedule(random.between(0, to), gap, (lateMs) => {
    number += 1;
    const request = { request_id: `${id} ${number}`, seen_version: seen.version };
    const sentAt = performance.now();
    measures.time('late', lateMs);
    measures.count('actions');
    const asked = room.request('push', request) as Promise<Answer>;
    asked
      .then((answer) => {
        measures.count('acknowledged');
        measures.time('ack', performance.now() - sentAt);
        const counts = answer.result === 'applied' || answer.result === 'applied_late';
        if (counts) versions?.made(answer.version, id, sentAt);
        else measures.refuse(answer.result);
      })
      .catch((error: Error) => failed(player, error));
    if (random.float() * REPEATS < 1) repeat(player, room, request, asked);
  });
  player.resting.addEventListener('abort', stop);
  return stop;
}

function repeat(player: Player, room: RoomSocket, request: object, asked: Promise<Answer>): void {
  Promise.all([asked, room.request('push', request) as Promise<Answer>])
    .then(([first, again]) => {
      if (first.result !== again.result || first.version !== again.version) player.measures.count('doubled');
    })
    .catch(() => {}); // the first one says it
}

function failed({ measures, signal }: Player, error: Error): void {
  versions?.unanswered();
  if (error instanceof Rejected) measures.refuse(error.code);
  else measures.count('unanswered');
  if (!signal.aborted && !(error instanceof Rejected)) measures.fail(error.message);
}
