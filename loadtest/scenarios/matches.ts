import type { Player } from '../swarm/Player.ts';
import { Rejected, type RoomSocket, type SeatReservation } from '../wire/RoomSocket.ts';
import { arenaCommand } from './arenaCommand.ts';
import { HoldemMind } from './HoldemMind.ts';
import { LiveSeat } from './LiveSeat.ts';
import type { Mind } from './Mind.ts';
import { RelayMind } from './RelayMind.ts';
import type { Play, Scenario } from './Scenario.ts';
import { TableSeat } from './TableSeat.ts';

const REGIONS = { local: 20 };
/** A notice may get lost with the lobby that was to tell it: who waits for so long joins another and asks again. */
const FOUND_WITHIN_MS = 60_000;
const AGAIN_AFTER_MS = 500;

/** The lobby that a player is in, and what it is told there. */
interface Lobby {
  room: RoomSocket;
  found: Promise<SeatReservation>;
}

/** What is played, and how. */
interface Played {
  game: string;
  sit(player: Player, reserved: SeatReservation): Promise<{ play(): Promise<void> }>;
}

const acting = (mind: (player: Player) => Mind) => (player: Player, reserved: SeatReservation) =>
  TableSeat.take(player, reserved, mind(player));

export const relay: Scenario = {
  text: 'queues, accepts, sits and plays relay: one answer or skip in 6 to 10 s each',
  ...playing({ game: 'relay', sit: acting((player) => new RelayMind(player)) }),
};

export const holdem: Scenario = {
  text: 'queues, accepts, sits and plays hold’em: about one action in 3 s at each table',
  ...playing({ game: 'holdem', sit: acting((player) => new HoldemMind(player)) }),
};

export const arena: Scenario = {
  text: 'queues, accepts, sits and plays the arena: 33 commands a second each, acknowledged by patches; also: live',
  ...playing({ game: 'arena', sit: (player, reserved) => LiveSeat.take(player, reserved, arenaCommand) }),
};

/** Queue, accept, sit, play to the end, and again. */
function playing(played: Played): Omit<Scenario, 'text'> {
  return {
    signsIn: true,
    group: 5,
    room: 'lobby',
    async join(player, name): Promise<Play> {
      const first = await joinLobby(player, name);
      return () => playOn(player, name, first, played);
    },
  };
}

/** From match to match. */
async function playOn(player: Player, name: string, first: Lobby, played: Played): Promise<void> {
  let lobby: Lobby | null = first;
  while (!player.signal.aborted) {
    try {
      lobby ??= await joinLobby(player, name);
      const reserved = await queue(player, lobby, played.game);
      lobby.room.leave();
      lobby = null;
      if (reserved) await play(player, reserved, played);
    } catch (error) {
      if (player.signal.aborted) return;
      player.measures.fail((error as Error).message);
      lobby?.room.leave();
      lobby = null;
      await player.wait(AGAIN_AFTER_MS);
    }
  }
}

async function play(player: Player, reserved: SeatReservation, { sit }: Played): Promise<void> {
  const askedAt = performance.now();
  const seat = await sit(player, reserved);
  player.measures.time('seat', performance.now() - askedAt);
  await seat.play();
}

async function joinLobby(player: Player, name: string): Promise<Lobby> {
  const found = Promise.withResolvers<SeatReservation>();
  const agreed = new Set<string>();
  let room: RoomSocket | null = null;
  const reserved = await player.reserve(name);
  room = await player.enter(reserved, {
    messages: {
      match_found: ({ seat }: { seat: SeatReservation }) => found.resolve(seat),
      ready_check({ ticket_id, own }: { ticket_id: string; own: boolean }) {
        if (own || agreed.has(ticket_id)) return;
        agreed.add(ticket_id);
        room?.ask('accept', { ticket_id }, (ok) => !ok && agreed.delete(ticket_id));
      },
    },
  });
  return { room, found: found.promise };
}

/** A seat at a table; null when this lobby does not find one. @throws Rejected when it may not queue */
async function queue(player: Player, { room, found }: Lobby, game: string): Promise<SeatReservation | null> {
  const queuedAt = performance.now();
  try {
    await room.request('queue', { game, regions: REGIONS, bots: false });
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    if (error.code === 'already_in_match') return wayBack(player);
    if (error.code !== 'cooling_down') throw error;
    player.measures.fail(error.code);
    await player.wait(Number(error.details.retry_after) * 1000);
    return null;
  }
  let seat: SeatReservation | null = null;
  const heard = found.then((one) => {
    seat = one;
  });
  const tooLong = Promise.withResolvers<void>();
  const timer = setTimeout(tooLong.resolve, FOUND_WITHIN_MS);
  await player.until(Promise.race([heard, room.closed, tooLong.promise]));
  clearTimeout(timer);
  if (seat) player.measures.time('queue', performance.now() - queuedAt);
  return seat;
}

async function wayBack(player: Player): Promise<SeatReservation | null> {
  const way = (await player.get('/api/v1/players/me/match')) as { seat: SeatReservation } | null;
  if (!way) await player.wait(AGAIN_AFTER_MS);
  return way?.seat ?? null;
}
