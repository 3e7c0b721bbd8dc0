import { matchMaker } from '@colyseus/core';
import { Problem } from '../lib/problem.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { LiveMatch, LiveMatches, SeatReservation } from '../match/live.ts';
import type { GameRoomCalls } from './GameRoom.ts';

/** What reserves seats: who a player is. */
export interface LiveMatchesNeeds {
  directory: MatchDirectory;
  identity(player: string): Promise<{ id: string; name: string; guest: boolean } | null>;
}

/** Slack for a call that waits on purpose. */
const CALL_SLACK_MS = 2_000;

/** Matches by their rooms, in this process or another. */
export function liveMatches({ directory, identity }: LiveMatchesNeeds): LiveMatches {
  async function call<M extends keyof GameRoomCalls>(
    match: string,
    method: M,
    args: Parameters<GameRoomCalls[M]>,
    timeoutMs = CALL_SLACK_MS,
  ): Promise<Awaited<ReturnType<GameRoomCalls[M]>>> {
    if (!(await directory.find(match)) && !matchMaker.getLocalRoomById(match)) throw notRunning();
    return matchMaker.remoteRoomCall(match, method, args, timeoutMs) as never;
  }

  async function of(player: string): Promise<LiveMatch | null> {
    const match = await directory.of(player);
    return match ? directory.find(match) : null;
  }

  return {
    list: () => directory.list(),
    of,
    async seat(match, player): Promise<SeatReservation> {
      if (!(await call(match, 'hasSeat', [player])))
        throw new Problem(403, 'not_seated', 'You have no seat there.');
      const room = await matchMaker.driver.findOne({ roomId: match });
      const who = await identity(player);
      if (!room || !who) throw notRunning();
      return (await matchMaker.reserveSeatFor(room, {}, who)) as SeatReservation;
    },
    act: (match, player, request) => call(match, 'act', [player, request]),
    state: (match, player, since, waitMs) =>
      call(match, 'visibleTo', [player, since, waitMs], waitMs + CALL_SLACK_MS),
    leave: (match, player) => call(match, 'leaveMatch', [player]),
    ledger: (match) => call(match, 'ledger', []),
    command: (match, name, operator) => call(match, 'command', [name, operator]),
  };
}

function notRunning(): Problem {
  return new Problem(404, 'match_not_running', 'This match is not running.');
}
