import { matchMaker } from '@colyseus/core';
import type { Identity } from '../auth/accounts.ts';
import { Problem } from '../lib/problem.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { LiveMatch, LiveMatches, SeatReservation } from '../match/live.ts';
import type { MatchOf } from '../match/matchOf.ts';
import type { CallAnswer, GameRoomCalls } from './calls.ts';
import type { Recovery } from './recovery.ts';

export interface LiveMatchesNeeds {
  directory: Pick<MatchDirectory, 'find' | 'list'>;
  matchOf: MatchOf;
  recovery: Pick<Recovery, 'find'>;
  /** Whether the room of a match in another process can be asked. */
  isHeard(match: string): Promise<boolean>;
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
  /** Who a player is. */
  identity(player: string): Promise<Identity | null>;
}

/** An answer is waited for so long. */
const ANSWER_MS = 2_000;
/** A room that is on its way is looked for so often, this many ms apart. */
const LOOKS = 20;
const LOOK_EVERY_MS = 50;
/** A long wait is made of shorter ones: so one whose process dies goes on at the next. */
const WAIT_AT_ONCE_MS = 3_000;

/** Matches by their rooms, in this process or another. A match whose process died is brought back here. */
export function liveMatches(needs: LiveMatchesNeeds): LiveMatches {
  const { directory, matchOf, recovery, identity, isHeard, pause } = needs;

  /** Whoever takes a match over owns it a moment before its room can be asked: a question would go unheard. */
  async function willBeHeard(match: string): Promise<boolean> {
    for (let looks = 0; looks < LOOKS; looks++) {
      if (await isHeard(match)) return true;
      await pause(LOOK_EVERY_MS);
    }
    return false;
  }

  async function call<M extends keyof GameRoomCalls>(
    match: string,
    method: M,
    args: Parameters<GameRoomCalls[M]>,
    timeoutMs = ANSWER_MS,
  ): Promise<Awaited<ReturnType<GameRoomCalls[M]>>> {
    const found = await recovery.find(match);
    if (found.at === 'nowhere') throw notRunning();
    if (found.at === 'elsewhere' && !(await willBeHeard(match))) throw notAnswering();
    let answer: CallAnswer;
    try {
      answer = await matchMaker.remoteRoomCall(match, 'answerCall', [method, args], timeoutMs);
    } catch {
      throw notAnswering();
    }
    if (answer.problem) {
      const { status, code, message, details } = answer.problem;
      throw new Problem(status, code, message, details);
    }
    return answer.value as Awaited<ReturnType<GameRoomCalls[M]>>;
  }

  async function state(match: string, player: string | null, since: number, waitMs: number) {
    let left = waitMs;
    let newest = since;
    for (;;) {
      const wait = Math.min(left, WAIT_AT_ONCE_MS);
      left -= wait;
      const now = await call(match, 'visibleTo', [player, newest, wait], wait + ANSWER_MS);
      if (left <= 0 || now.version > newest) return now;
      newest = now.version; // somebody who claims to have seen more has not
    }
  }

  async function of(player: string): Promise<LiveMatch | null> {
    const match = await matchOf(player);
    return match ? directory.find(match) : null;
  }

  return {
    list: () => directory.list(),
    find: (match) => directory.find(match),
    of,
    async seat(match, player): Promise<SeatReservation> {
      if (!(await call(match, 'hasSeat', [player]))) throw notSeated();
      const room = await matchMaker.driver.findOne({ roomId: match });
      const who = await identity(player);
      if (!who) throw notRunning();
      if (!room) throw notAnswering(); // Redis lost its listing, which comes back in a moment
      return matchMaker.reserveSeatFor(room, {}, who).catch(() => {
        throw notAnswering();
      }) as Promise<SeatReservation>;
    },
    act: (match, player, request) => call(match, 'act', [player, request]),
    state,
    async leave(match, player) {
      if (!(await call(match, 'isPlayer', [player]))) throw notSeated();
      await call(match, 'leaveMatch', [player]);
    },
    seatMore: (match, people, batch) => call(match, 'seatMore', [[...people], batch]),
    async renamed(player) {
      const match = await matchOf(player);
      if (match) await call(match, 'renamed', [player]);
    },
    ledger: (match) => call(match, 'ledger', []),
    command: (match, name, operator) => call(match, 'command', [name, operator]),
  };
}

/** The room closed meanwhile, or its process does not answer: the next try finds out. */
function notAnswering(): Problem {
  return new Problem(503, 'retry_later', 'The match does not answer. Try again.');
}

function notSeated(): Problem {
  return new Problem(403, 'not_seated', 'You have no seat there.');
}

function notRunning(): Problem {
  return new Problem(404, 'match_not_running', 'This match is not running.');
}
