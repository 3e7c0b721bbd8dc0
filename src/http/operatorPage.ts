import { z } from 'zod';
import { Problem } from '../lib/problem.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import { within } from '../lib/within.ts';
import type { LiveMatch } from '../match/live.ts';
import type { QueueStatistics } from '../matchmaking/tickets.ts';
import { cursorShape, cursorText } from './feedbackCursor.ts';
import { MAX_CHECK_MS } from './health.ts';
import { operatorHtml } from './operatorHtml.ts';
import { peopleAt } from './peopleAt.ts';
import { type Route, route, text } from './route.ts';
import type { HttpServices } from './services.ts';

/** So many of what people wrote on a page. */
const FEEDBACK_SHOWN = 20;
/** So many tables: those that have played longest. */
const TABLES_SHOWN = 20;

/**
 * The operator's page: how this server is, who plays, and what people wrote. It works without scripts, and says what it
 * cannot know.
 */
export function operatorPageRoutes({
  games,
  matchmaking,
  live,
  feedback,
  health,
  now,
}: Pick<HttpServices, 'games' | 'matchmaking' | 'live' | 'feedback' | 'health' | 'now'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/operator',
      summary: 'How the server is, who plays, and what people wrote',
      tag: 'pages',
      auth: 'operator',
      query: z.object({
        before: cursorShape.optional().meta({ description: 'Only what was written before: older pages.' }),
      }),
      answers: { 200: text('The page.') },
      async handle({ query: { before }, root }) {
        const [queues, tables, needs, written] = await Promise.all([
          orNull(matchmaking.statistics()),
          orNull(live.list()),
          orNull(health()),
          orNull(feedback.list({ limit: FEEDBACK_SHOWN, ...(before && { before }) })),
        ]);
        const oldest = written?.length === FEEDBACK_SHOWN ? written.at(-1) : undefined;
        const body = operatorHtml({
          root,
          now: now(),
          games: queues && tables && queues.map((queue) => gameRow(queue, tables, games)),
          titleOf: (game) => games.get(game)?.title ?? game,
          tables: tables?.toSorted((a, b) => a.startedAt - b.startedAt).slice(0, TABLES_SHOWN) ?? null,
          needs,
          written,
          firstPage: before === undefined,
          oldest: oldest === undefined ? null : cursorText(oldest),
        });
        return { status: 200, body };
      },
    }),
  ];
}

/** Null for what a store that is away, or slow, does not tell: the page is there when something is wrong. */
function orNull<T>(asked: Promise<T>): Promise<T | null> {
  const told = asked.catch((error: unknown) => {
    if (isUnavailable(error) || error instanceof Problem) return null;
    throw error;
  });
  return within(MAX_CHECK_MS, told, { late: () => null });
}

function gameRow(
  { game, queue_length }: QueueStatistics,
  tables: readonly LiveMatch[],
  games: HttpServices['games'],
) {
  const of = tables.filter((table) => table.game === game);
  const title = games.get(game)?.title ?? game;
  return { title, tables: of.length, playing: peopleAt(of).get(game) ?? 0, waiting: queue_length };
}
