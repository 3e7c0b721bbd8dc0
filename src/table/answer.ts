import type { TableState } from '../games/game.ts';
import { Problem } from '../lib/problem.ts';
import type { Answer, Question, Questions } from '../match/questions.ts';
import type { HostedTable } from './HostedTable.ts';
import type { TablePeople } from './TablePeople.ts';

/** A table that is asked. */
type AskedTable = Pick<
  HostedTable<TableState>,
  'state' | 'seats' | 'views' | 'act' | 'ledger' | 'records' | 'command'
> & { people: Pick<TablePeople<TableState>, 'forfeit' | 'seatMore' | 'rename'> };

interface AnswerNeeds {
  /** How a player shows now; undefined for who has no account any more. */
  shownAs(player: string): Promise<{ name: string; face: string } | undefined>;
  watchers(): string[];
}

type Answers = {
  [Q in keyof Questions]: (
    table: AskedTable,
    of: Parameters<Questions[Q]>[0],
    needs: AnswerNeeds,
  ) => Answer<{ ask: Q }> | Promise<Answer<{ ask: Q }>>;
};

const ANSWERS: Answers = {
  hasSeat: ({ seats }, { player }) => seats.has(player),
  act(table, { player, request }) {
    table.views.seen(player);
    return table.act(player, request);
  },
  visible: ({ views }, { player, since, waitMs, asked }) => views.visibleTo(player, since, waitMs, asked),
  leave(table, { player }) {
    if (table.state.players.get(player)) return table.people.forfeit(player);
    throw new Problem(403, 'not_seated', 'You have no seat there.');
  },
  seatMore: (table, { people, batch }) => table.people.seatMore(people, batch),
  async renamed(table, { player }, { shownAs }) {
    const shows = await shownAs(player);
    if (shows) await table.people.rename(player, shows);
  },
  watchers: (_table, _of, { watchers }) => watchers(),
  ledger: (table) => table.ledger(),
  records: (table, of) => table.records(of),
  command: (table, { name, operator }) => table.command(name, operator),
};

/**
 * Answers what is asked of a table.
 * @throws Problem, one that the question names; 503 `retry_later`; 501 `not_known_here` to a newer process
 */
export async function answer<Q extends Question>(
  table: AskedTable,
  question: Q,
  needs: AnswerNeeds,
): Promise<Answer<Q>> {
  if (!Object.hasOwn(ANSWERS, question.ask))
    throw new Problem(
      501,
      'not_known_here',
      'The process of this match is an older one: it does not know that.',
    );
  const answered = ANSWERS[question.ask] as (...of: [AskedTable, Q, AnswerNeeds]) => unknown;
  return (await answered(table, question, needs)) as Answer<Q>;
}
