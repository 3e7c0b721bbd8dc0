import { z } from 'zod';
import type { LiveMatch } from '../match/live.ts';
import { ABANDONED_WHY, type MatchPlayerRecord, type MatchRecord } from '../match/records.ts';
import { faceOf } from '../protocol/face.ts';
import { gameName } from '../protocol/queueRequest.ts';
import { face, moment, uuid } from '../protocol/shapes.ts';
import { rawRating } from './shapes.ts';

export const phase = z.enum(['waiting', 'countdown', 'playing', 'finished']);

export const livePlayer = z.object({ id: uuid, name: z.string(), face, bot: z.boolean() });

const reasons = Object.entries(ABANDONED_WHY)
  .map(([code, text]) => `\`${code}\` (${text})`)
  .join(', ');

const standing = z.object({ id: uuid, rank: z.int(), score: z.number() });

/** A match, running or over. What is known only at the end is null or empty before. */
export const matchShape = z
  .object({
    id: uuid,
    game: gameName,
    phase,
    outcome: z.enum(['running', 'finished', 'abandoned']),
    reason: z
      .string()
      .nullable()
      .meta({
        description: `Why it was abandoned, where that is known: ${reasons}. There may be others.`,
      }),
    why: z.string().nullable().meta({ description: 'Why these players were put together.' }),
    rated: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether ratings change by it. A table of friends does not count.' }),
    quality: z.number().nullable().meta({ description: 'Predicted fairness, 0 to 1.' }),
    started_at: moment,
    finished_at: moment.nullable(),
    game_ms: z.number().nullable().meta({ description: 'Game time at the end.' }),
    spectators: z.int(),
    players: z.array(
      livePlayer.extend({
        seat: z.int(),
        rank: z.int().nullable(),
        score: z.number().nullable(),
        left: z.boolean(),
        rating: z.object({ before: rawRating, after: rawRating }).nullable(),
      }),
    ),
    standings: z.array(standing).meta({ description: 'Best first. Equal ranks are ties.' }),
  })
  .meta({ id: 'Match' });

export type MatchView = z.input<typeof matchShape>;

/** A match as records have it; with what is known of it while it runs. */
export function recordedMatch(record: MatchRecord, live?: LiveMatch): MatchView {
  const { players } = record;
  return {
    id: record.id,
    game: record.game,
    phase: record.outcome === 'running' ? (live?.phase ?? 'playing') : 'finished',
    outcome: record.outcome,
    reason: record.reason,
    why: record.why,
    quality: record.quality,
    rated: record.rated,
    started_at: new Date(record.startedAt).toISOString(),
    finished_at: record.finishedAt === null ? null : new Date(record.finishedAt).toISOString(),
    game_ms: record.gameMs,
    spectators: live?.spectators ?? 0,
    players: players.map(({ id, name, face, bot, seat, rank, score, left, rating }) => {
      return { id, name, face: faceOf(id, face), bot, seat, rank, score, left, rating };
    }),
    standings: standings(players),
  };
}

/** A match that did not begin to play yet: records know nothing of it. */
export function openingMatch(live: LiveMatch): MatchView {
  return {
    id: live.id,
    game: live.game,
    phase: live.phase,
    outcome: 'running',
    reason: null,
    why: null,
    quality: null,
    rated: null,
    started_at: new Date(live.startedAt).toISOString(),
    finished_at: null,
    game_ms: null,
    spectators: live.spectators,
    players: seatedPlayers(live).map((who, seat) => {
      return { ...who, seat, rank: null, score: null, left: false, rating: null };
    }),
    standings: [],
  };
}

/** Who sits at a table that runs. */
export function seatedPlayers({ players }: Pick<LiveMatch, 'players'>): z.input<typeof livePlayer>[] {
  return players.map(({ id, name, face, bot }) => ({ id, name, face: faceOf(id, face), bot }));
}

function standings(players: readonly MatchPlayerRecord[]): MatchView['standings'] {
  const ranked = players.flatMap(({ id, rank, score }) =>
    rank === null || score === null ? [] : [{ id, rank, score }],
  );
  return ranked.sort((a, b) => a.rank - b.rank);
}
