import { z } from 'zod';
import { livePaceOf } from '../games/liveGame.ts';
import { Problem } from '../lib/problem.ts';
import { inSlices } from '../lib/slices.ts';
import { Ledger, type LedgerEntry } from '../match/ledger.ts';
import type { ReplayRecord } from '../match/records.ts';
import { thinJournal } from '../match/thinJournal.ts';
import { COSTS } from '../players/costs.ts';
import { face, uuid } from '../protocol/shapes.ts';
import { matchShape, openingMatch, recordedMatch } from './matchView.ts';
import { json, type Route, route } from './route.ts';
import type { HttpServices } from './services.ts';
import { API, withId } from './shapes.ts';
import type { Waiters } from './waiters.ts';

/** A long-poll ends after this, so that proxies, which cut at 30 s or more, never do. */
const MAX_WAIT_S = 25;

const stateShape = z
  .object({
    match_id: uuid,
    version: z.int(),
    state: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What the caller may see: `phase`, `players` by id, and fields of the game.' }),
    standing: z.boolean().meta({
      description: 'Nothing can be stored: the game stands still, and actions are answered `retry_later`.',
    }),
  })
  .meta({ id: 'MatchState' });

const ledgerEntry = z
  .object({
    seq: z.int().meta({ description: 'From 1: with the match it names the entry everywhere.' }),
    kind: z.string(),
    giver: z.string().meta({ description: 'Who caused it: a player’s uuid or `house`.' }),
    taker: z.string().meta({ description: 'Whom it concerns.' }),
    debit: z.string().meta({ description: 'The account the amount leaves.' }),
    credit: z.string().meta({ description: 'The account the amount reaches.' }),
    amount: z.int(),
  })
  .meta({ id: 'LedgerEntry' });

const pointsShape = z
  .object({
    match_id: uuid,
    running: z.boolean(),
    points: z.record(z.string(), z.number()).meta({ description: 'By player.' }),
    ledger: z.array(ledgerEntry),
  })
  .meta({ id: 'Points' });

const replayShape = z
  .object({
    match_id: uuid,
    setup: z.object({
      id: uuid,
      game: z.string(),
      rules: z
        .int()
        .optional()
        .meta({ description: 'Version of the game’s rules; none in matches of before there was one: 1.' }),
      seed: z.string(),
      seats: z.array(
        z.object({
          id: uuid,
          name: z.string(),
          face: face.optional(),
          bot: z.boolean(),
          skill: z.number().optional(),
        }),
      ),
    }),
    journal: z.array(
      z.object({
        seq: z.int(),
        at: z.number().meta({ description: 'Game time in ms.' }),
        kind: z.enum(['act', 'leave', 'command', 'time', 'away', 'back', 'inputs', 'restored']),
        by: z.string(),
        request_id: z.string(),
        input: z.unknown(),
      }),
    ),
    game_ms: z.number(),
    final_state: z.unknown(),
    state_hash: z.string().meta({ description: 'SHA-256 of the canonical final state, in hex.' }),
  })
  .meta({
    id: 'Replay',
    description:
      'What the match was made from and what was done to it: all of it, again, gives `final_state`.',
  });

const recordsShape = z
  .object({
    match_id: uuid,
    records: z.array(
      z.object({
        kind: z.string(),
        player: z.string().meta({ description: 'Whom it concerns; empty for everybody.' }),
        at: z.number().meta({ description: 'Game time in ms.' }),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'MatchRecords', description: 'Oldest first; kinds and data by game.' });

export type Points = z.output<typeof pointsShape>;
export type Replay = z.output<typeof replayShape>;

type MatchServices = Pick<HttpServices, 'records' | 'live' | 'games'>;

/** `/matches`: what they are, what they were, what everybody has. */
export function matchRoutes({ records, live, games }: MatchServices, waiters: Waiters): Route[] {
  const tag = 'matches';
  return [
    route({
      method: 'get',
      path: `${API}/matches/:id`,
      summary: 'A match: result, standings, and why these players',
      tag,
      auth: 'none',
      params: withId,
      answers: { 200: json('The match.', matchShape) },
      problems: ['404 unknown_match'],
      async handle({ params }) {
        const record = await records.find(params.id);
        if (record && record.outcome !== 'running') return { status: 200, body: recordedMatch(record) };
        const running = (await live.find(params.id)) ?? undefined;
        if (record) return { status: 200, body: recordedMatch(record, running) };
        if (running) return { status: 200, body: openingMatch(running) };
        throw unknownMatch();
      },
    }),
    route({
      method: 'get',
      path: `${API}/matches/:id/state`,
      summary: 'The state, without a socket',
      description:
        'With `since` it waits until the version is higher, up to 25 s, and answers what there is then. ' +
        'A newer request of the same player ends the older one.',
      tag,
      auth: 'player',
      seated: true,
      params: withId,
      query: z.object({
        since: z.coerce
          .number()
          .int()
          .min(0)
          .optional()
          .meta({ description: 'The version the caller has. Without it the answer comes at once.' }),
        wait: z.coerce.number().int().min(0).max(MAX_WAIT_S).default(MAX_WAIT_S).meta({
          description: 'Seconds to wait at most.',
        }),
      }),
      answers: { 200: json('What the caller may see.', stateShape) },
      problems: ['404 match_not_running', '409 superseded'],
      async handle({ params: { id }, query, player, signal }) {
        const waitMs = query.since === undefined ? 0 : query.wait * 1000;
        const since = query.since ?? -1;
        const look = () => live.state(id, player.id, since, waitMs, signal);
        const {
          version,
          state,
          standing = false,
        } = await (waitMs > 0 ? waiters.wait(player.id, id, signal, look) : look());
        const body = { match_id: id, version, state: state as Record<string, unknown>, standing };
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: `${API}/matches/:id/points`,
      summary: 'Everybody’s points, and the ledger',
      tag,
      auth: 'none',
      cost: COSTS.history,
      params: withId,
      answers: { 200: json('Points and how they came about.', pointsShape) },
      problems: ['404 unknown_match'],
      async handle({ params: { id } }) {
        const ledger = await records.ledger(id);
        const now = ledger ? null : await unlessOver(() => live.ask(id, { ask: 'ledger' }));
        if (now) return { status: 200, body: { match_id: id, running: true, ...now } };
        const record = await records.find(id);
        if (!ledger || !record) throw unknownMatch();
        const players = record.players.map((player) => player.id);
        const points = balances(ledger, players);
        return { status: 200, body: { match_id: id, running: false, points, ledger } };
      },
    }),
    route({
      method: 'get',
      path: `${API}/matches/:id/replay`,
      summary: 'The journal, once finished',
      tag,
      auth: 'none',
      cost: COSTS.replay,
      params: withId,
      query: z.object({
        format: z.coerce
          .number()
          .pipe(z.literal([1, 2]))
          .default(1)
          .meta({
            description:
              'How inputs are told: 1, entry by entry, as they were stored. 2, entries that follow each other as one, a quarter as ' +
              'long, with all entries numbered anew: `input` is `{format: 2, count, bytes}`, see `src/match/packedInputs.ts`.',
          }),
      }),
      answers: { 200: json('Everything it takes to play the match again.', replayShape) },
      problems: ['404 match_not_finished', '404 unknown_match'],
      async handle({ params: { id }, query }) {
        const replay = await records.replay(id);
        if (!replay) throw await notOver(id, 'The journal is shown once the match is over.');
        const { setup, gameMs, finalState, stateHash } = replay;
        const journal = query.format === 1 ? replay.journal : await thin(replay);
        const body = {
          match_id: id,
          setup,
          journal: journal.map(({ version: _version, result: _result, ...entry }) => entry),
          game_ms: gameMs,
          final_state: finalState,
          state_hash: stateHash,
        };
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: `${API}/matches/:id/records`,
      summary: 'What its game kept of it, once finished',
      tag,
      auth: 'none',
      cost: COSTS.replay,
      params: withId,
      answers: { 200: json('Puzzles, hands and the like.', recordsShape) },
      problems: ['404 match_not_finished', '404 unknown_match'],
      async handle({ params: { id } }) {
        const record = await records.find(id);
        if (!record || record.outcome === 'running')
          throw await notOver(id, 'It is shown once the match is over.');
        const kept = await records.recordsOf(id);
        return {
          status: 200,
          body: { match_id: id, records: kept.map((one) => ({ ...one, data: { ...one.data } })) },
        };
      },
    }),
  ];

  /** Of a game that this server does not know, or that has no inputs, it is as it was. */
  async function thin({ setup, journal }: ReplayRecord) {
    const game = games.get(setup.game);
    const pace = game && livePaceOf(game);
    return pace ? inSlices(thinJournal(pace.input, journal)) : journal;
  }

  async function notOver(id: string, message: string): Promise<Problem> {
    const known = (await records.find(id)) ?? (await live.find(id));
    return known ? new Problem(404, 'match_not_finished', message) : unknownMatch();
  }
}

/** What a running match answers, or null when it does not run any more. */
async function unlessOver<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Problem && error.code === 'match_not_running') return null;
    throw error;
  }
}

function balances(entries: readonly LedgerEntry[], players: readonly string[]): Record<string, number> {
  const ledger = new Ledger(entries);
  return Object.fromEntries(players.map((player) => [player, ledger.balance(player)]));
}

function unknownMatch(): Problem {
  return new Problem(404, 'unknown_match', 'There is no such match.');
}
