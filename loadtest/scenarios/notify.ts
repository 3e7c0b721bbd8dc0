import type { Player } from '../swarm/Player.ts';
import { schedule } from '../swarm/schedule.ts';
import type { RoomSocket } from '../wire/RoomSocket.ts';
import type { Scenario } from './Scenario.ts';

/** A notification as this scenario sends and hears it. */
interface Notification {
  seq: number;
  data: { to?: 'one' | 'all'; number?: number; at?: number };
}

/** A server shows a player ten a minute below `high`: who is told more often is told `high`. */
const EVERY_MS = 10_000;
const MOST_OFTEN_MS = 6000;
/** What was heard is confirmed together, as the SDK does. */
const CONFIRM_AFTER_MS = { from: 200, to: 1200 };
const PATH = '/api/v1/notifications';

/** Everybody is in the lobby, and is told something for them alone every ten seconds. */
export const notify: Scenario = {
  text: 'everybody is told something of their own every 10 s, or every --every s, in the lobby',
  signsIn: true,
  group: 1,
  room: 'lobby',
  join(player, name) {
    const priority = everyMs(player) < MOST_OFTEN_MS ? 'high' : 'normal';
    return listen(player, name, () => sends(player, { to: 'one', priority }));
  },
};

/** All are told the same every ten seconds, and one of a hundred something urgent of their own. */
export const broadcast: Scenario = {
  text: 'everybody is told the same every 10 s, or every --every s, and one of 100 something urgent of their own',
  signsIn: true,
  group: 500,
  room: 'lobby',
  join: (player, name) =>
    listen(player, name, () => {
      if (player.index === 0) return sends(player, { to: 'all', priority: 'low' });
      return player.index % 100 === 1 ? sends(player, { to: 'one', priority: 'urgent' }) : () => {};
    }),
};

/** By player, the highest number of what they sent to themselves and was accepted. */
const accepted = new Map<string, number>();

/** Joins, hears what is told and confirms it. @param begin starts the sending, and says how to stop it */
async function listen(player: Player, name: string, begin: () => () => void): ReturnType<Scenario['join']> {
  const seat = await player.reserve(name);
  const last = { one: 0, all: 0 };
  player.awaited = () => Math.max(0, (accepted.get(player.id) ?? 0) - last.one);
  let unconfirmed: number[] = [];
  const confirm = () => {
    if (!player.signal.aborted) room.ask('received', { seqs: unconfirmed }, () => {});
    unconfirmed = [];
  };
  const room: RoomSocket = await player.enter(seat, {
    messages: {
      notification: ({ seq, data: { to, number, at } }: Notification) => {
        if (unconfirmed.push(seq) === 1)
          setTimeout(confirm, player.random.between(CONFIRM_AFTER_MS.from, CONFIRM_AFTER_MS.to));
        if (to === undefined || number === undefined || at === undefined) return;
        const { measures } = player;
        if (number <= last[to]) return measures.count('doubled');
        if (last[to] > 0) measures.count('lost', number - last[to] - 1); // it may have come when some were sent already
        last[to] = number;
        measures.time(to === 'all' ? 'told' : 'seen', now() - at);
      },
    },
  });
  return async () => {
    player.playing = true;
    await player.whileOpen(room, begin);
    player.playing = false;
  };
}

/** Sends one every so often, by the HTTP API, as an operator does. */
function sends(player: Player, { to, priority }: { to: 'one' | 'all'; priority: string }): () => void {
  const { id, random, measures } = player;
  const audience = to === 'all' ? { all: true } : { player: id };
  let number = 0;
  const every = everyMs(player);
  const stop = schedule(
    random.between(0, every),
    () => every,
    (lateMs) => {
      number += 1;
      const sent = number;
      const at = now();
      measures.time('late', lateMs);
      measures.count('actions');
      player
        .operate(PATH, { audience, priority, title: 'From the swarm', data: { to, number: sent, at } })
        .then(() => {
          measures.count('acknowledged');
          measures.time('ack', now() - at);
          if (to === 'one') accepted.set(id, Math.max(accepted.get(id) ?? 0, sent));
        })
        .catch((error: Error) => {
          if (!player.signal.aborted) measures.fail(error.message);
        });
    },
  );
  player.resting.addEventListener('abort', stop);
  return stop;
}

function everyMs(player: Player): number {
  return player.everyMs ?? EVERY_MS;
}

/** A clock that all processes of a machine share, in ms. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
