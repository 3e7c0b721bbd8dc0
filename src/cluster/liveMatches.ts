import { matchMaker } from '@colyseus/core';
import type { Identity } from '../auth/accounts.ts';
import type { MatchId, PlayerId } from '../lib/ids.ts';
import { Problem } from '../lib/problem.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { LiveMatch, LiveMatches } from '../match/live.ts';
import type { MatchOf } from '../match/matchOf.ts';
import { type Answer, QUESTIONS, type Question } from '../match/questions.ts';
import type { SeatReservation } from '../protocol/seat.ts';
import { type AskedRoom, answered, type CallAnswer, notAnswering } from './calls.ts';
import { isForAnother, type Recovery } from './recovery.ts';

interface LiveMatchesNeeds {
  directory: Pick<MatchDirectory, 'find' | 'list'>;
  matchOf: MatchOf;
  recovery: Pick<Recovery, 'find'>;
  /** Whether the room of a match in another process can be asked. */
  isHeard(match: MatchId): Promise<boolean>;
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
  /** Who a player is. */
  identity(player: PlayerId): Promise<Identity | null>;
  now(): number;
  /** An id that no other is alike. */
  newId(): string;
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
  const { directory, matchOf, recovery, identity, isHeard, pause, now, newId } = needs;

  const find = (match: MatchId) =>
    recovery.find(match).catch((error) => {
      throw isForAnother(error) ? notAnswering() : error; // it has been logged, once for all who ask
    });

  /** Whoever takes a match over owns it a moment before its room can be asked: a question would go unheard. */
  async function willBeHeard(match: MatchId): Promise<boolean> {
    for (let looks = 0; looks < LOOKS; looks++) {
      if (await isHeard(match)) return true;
      await pause(LOOK_EVERY_MS);
    }
    return false;
  }

  async function ask<Q extends Question>(
    match: MatchId,
    question: Q,
    timeoutMs = ANSWER_MS,
  ): Promise<Answer<Q>> {
    const found = await find(match);
    if (found.at === 'nowhere') throw notRunning();
    const here = matchMaker.getLocalRoomById(match) as unknown as AskedRoom | undefined;
    if (here) return here.answer(question);
    if (found.at === 'elsewhere' && !(await willBeHeard(match))) throw notAnswering();
    let answer: CallAnswer;
    try {
      answer = await matchMaker.remoteRoomCall(match, 'answerCall', [QUESTIONS, question], timeoutMs);
    } catch {
      throw notAnswering();
    }
    return answered(answer) as Answer<Q>;
  }

  const state: LiveMatches['state'] = async (match, player, since, waitMs, gone) => {
    const began = now();
    const asked = `${began}-${newId()}`; // sorts by time, and no two are alike
    let newest = since;
    for (;;) {
      const left = Math.max(0, began + waitMs - now());
      const wait = Math.min(left, WAIT_AT_ONCE_MS);
      const from = now();
      const look = { ask: 'visible', player, since: newest, waitMs: wait, asked } as const;
      const seen = await ask(match, look, wait + ANSWER_MS);
      // With too many who wait nobody is kept: then it comes at once.
      const early = now() - from < wait / 2;
      if (wait === left || seen.version > newest || early || gone?.aborted) return seen;
      newest = seen.version; // somebody who claims to have seen more has not
    }
  };

  async function of(player: PlayerId): Promise<LiveMatch | null> {
    const match = await matchOf(player);
    if (!match) return null;
    const listed = await directory.find(match);
    // It is being opened, or brought back: or it is over, and its people are not free yet.
    if (!listed && (await find(match)).at !== 'nowhere') throw notAnswering();
    return listed;
  }

  return {
    list: () => directory.list(),
    find: (match) => directory.find(match),
    of,
    async seat(match, player): Promise<SeatReservation> {
      if (!(await ask(match, { ask: 'hasSeat', player }))) throw notSeated();
      const room = await matchMaker.driver.findOne({ roomId: match });
      const who = await identity(player);
      if (!who) throw notRunning();
      if (!room) throw notAnswering(); // Redis lost its listing, which comes back in a moment
      return matchMaker.reserveSeatFor(room, {}, who).catch(() => {
        throw notAnswering();
      }) as Promise<SeatReservation>;
    },
    ask: (match, question) => ask(match, question),
    state,
    async renamed(player) {
      const match = await matchOf(player);
      if (match) await ask(match, { ask: 'renamed', player });
    },
  };
}

function notSeated(): Problem {
  return new Problem(403, 'not_seated', 'You have no seat there.');
}

function notRunning(): Problem {
  return new Problem(404, 'match_not_running', 'This match is not running.');
}
