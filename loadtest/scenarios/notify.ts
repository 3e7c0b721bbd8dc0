import type { Player } from '../swarm/Player.ts';
import { schedule } from '../swarm/schedule.ts';
import type { RoomSocket } from '../wire/RoomSocket.ts';
import type { Scenario } from './Scenario.ts';

/** A notification as this scenario sends and hears it. */
interface Notification {
  seq: number;
  data: { to?: 'one' | 'all'; number?: number; at?: number };
}

/** A server shows a player ten a minute below `high`. */
const EVERY_MS = 10_000;
/** What was heard is confirmed together, as the SDK does. */
const CONFIRM_AFTER_MS = { from: 200, to: 1200 };
const PATH = '/api/v1/notifications';

/** Everybody is in the lobby, and is told something for them alone every ten seconds. */
export const notify: Scenario = {
  text: 'everybody is told something of their own every 10 s, in the lobby',
  signsIn: true,
  group: 1,
  room: 'lobby',
  join: (player, name) => listen(player, name, () => sends(player, { to: 'one', priority: 'normal' })),
};

/** All are told the same every ten seconds, and one of a hundred something urgent of their own. */
export const broadcast: Scenario = {
  text: 'everybody is told the same every 10 s, and one of 100 something urgent of their own',
  signsIn: true,
  group: 500,
  room: 'lobby',
  join: (player, name) =>
    listen(player, name, () => {
      if (player.index === 0) return sends(player, { to: 'all', priority: 'low' });
      return player.index % 100 === 1 ? sends(player, { to: 'one', priority: 'urgent' }) : () => {};
    }),
};

/** Joins, hears what is told and confirms it. @param begin starts the sending, and says how to stop it */
async function listen(player: Player, name: string, begin: () => () => void): ReturnType<Scenario['join']> {
  const seat = await player.reserve(name);
  const last = { one: 0, all: 0 };
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
    const stop = begin();
    await player.until(room.closed);
    player.playing = false;
    stop();
  };
}

/** Sends one every ten seconds, by the HTTP API, as an operator does. */
function sends(player: Player, { to, priority }: { to: 'one' | 'all'; priority: string }): () => void {
  const { id, random, measures } = player;
  const audience = to === 'all' ? { all: true } : { player: id };
  let number = 0;
  return schedule(
    random.between(0, EVERY_MS),
    () => EVERY_MS,
    (lateMs) => {
      number += 1;
      const at = now();
      measures.time('late', lateMs);
      measures.count('actions');
      player
        .operate(PATH, { audience, priority, title: 'From the swarm', data: { to, number, at } })
        .then(() => {
          measures.count('acknowledged');
          measures.time('ack', now() - at);
        })
        .catch((error: Error) => {
          if (!player.signal.aborted) measures.fail(error.message);
        });
    },
  );
}

/** A clock that all processes of a machine share, in ms. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
