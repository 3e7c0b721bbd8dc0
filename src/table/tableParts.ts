import type { TableState } from '../games/game.ts';
import type { MatchPersistence } from '../match/matchPersistence.ts';
import type { StoredTable, TakenOver } from '../match/matchStore.ts';
import type { PhaseMessage } from '../protocol/game.ts';
import { Attendance } from './Attendance.ts';
import { Gathering } from './Gathering.ts';
import type { HostedGame, TableClients, TableNeeds, TableOptions } from './hosting.ts';
import { Seats } from './Seats.ts';
import { LONGEST_MATCH_MS, TableCourse } from './TableCourse.ts';
import { TableEnding } from './TableEnding.ts';
import { TableListing } from './TableListing.ts';
import { TableMatch } from './TableMatch.ts';
import { TablePeople } from './TablePeople.ts';
import { TablePhase } from './TablePhase.ts';
import { TableViews } from './TableViews.ts';

/** What the parts of a table ask of the whole. */
interface OfTheWhole {
  whole: {
    readonly gone: boolean;
    readonly settled: boolean;
    readonly standing: boolean;
    settle(): Promise<void>;
    touch(): void;
    release(): Promise<void>;
  };
  persistence(): MatchPersistence;
  /** The table as it is now. */
  stored(): StoredTable;
}

/**
 * The parts of a table, put together: each knows of the others what it is given here, and nothing else.
 * @param from what it goes on from, if it was taken over
 */
export function tableParts<S extends TableState>(
  hosted: HostedGame<S>,
  options: TableOptions,
  needs: TableNeeds,
  clients: TableClients,
  { whole, persistence, stored }: OfTheWhole,
  from?: TakenOver,
) {
  const { game, maker } = hosted;
  const { grace = needs.lifecycle.graceMs } = game;
  const openedAt = from?.table.openedAt ?? needs.now();
  const seats = new Seats();
  const match = new TableMatch({ hosted, options, openedAt, clients, ...needs });
  const state = match.stateOf(from);
  const changed = (update: PhaseMessage) =>
    match.onceStored(() => {
      clients.broadcast('game_state_update', update);
      needs.announce?.(options.match, update);
    });
  const phase = new TablePhase(options.match, state, changed, needs.now);
  const views = new TableViews(maker, state, seats, { now: needs.now, table: whole });
  const ended = (result: 'back' | 'gone') => needs.metrics.reconnections.ended(result);
  const attendance = new Attendance(state, seats, needs.now, ended);
  const graceMs = grace === 'match' ? LONGEST_MATCH_MS : grace;
  const gathered = { ...hosted, ...options, state, seats, openedAt };
  const gathering = new Gathering(gathered, { ...needs.lifecycle, graceMs });
  const elsewhere = (player: string, other: string) => people.playsElsewhere(player, other);
  const listed = { id: options.match, game: game.name, startedAt: openedAt };
  const listing = new TableListing({ match: listed, state, seats, elsewhere }, options.seats, needs);
  const known = {
    ...{ game: game.name, options, state, seats, clients, match, gathering, listing },
    persistence,
    gone: () => whole.gone,
    touch: () => whole.touch(),
  };
  const people: TablePeople<S> = new TablePeople(known, needs);
  const finished = (until: number) => course.setPhase('finished', until);
  const ends = { start: () => match.record(), finished, release: () => whole.release() };
  const ending = new TableEnding<S>({ ...known, ...ends }, needs);
  const led = { ending, people, phase, attendance, stored };
  const course: TableCourse<S> = new TableCourse({ ...known, ...led }, needs);
  return { state, seats, match, phase, views, attendance, gathering, listing, people, course };
}
