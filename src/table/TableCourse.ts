import type { Phase, TableState } from '../games/game.ts';
import type { MatchPersistence } from '../match/matchPersistence.ts';
import type { StoredTable } from '../match/matchStore.ts';
import type { AbandonedWhy } from '../match/records.ts';
import type { Attendance } from './Attendance.ts';
import type { Gathering } from './Gathering.ts';
import type { TableClients, TableNeeds, TableOptions } from './hosting.ts';
import type { TableEnding } from './TableEnding.ts';
import type { TableListing } from './TableListing.ts';
import type { TableMatch } from './TableMatch.ts';
import type { TablePeople } from './TablePeople.ts';
import type { TablePhase } from './TablePhase.ts';

/** The parts of a table that its course leads through. */
interface CoursedTable<S extends TableState> {
  /** Its game's name. */
  readonly game: string;
  readonly options: TableOptions;
  readonly state: S;
  readonly clients: Pick<TableClients, 'broadcast'>;
  readonly gathering: Gathering<S>;
  readonly match: TableMatch<S>;
  readonly attendance: Attendance;
  readonly people: Pick<TablePeople<S>, 'giveSeatUp' | 'tryAgain'>;
  readonly phase: TablePhase;
  readonly listing: Pick<TableListing, 'put'>;
  readonly ending: TableEnding<S>;
  persistence(): MatchPersistence;
  /** The table as it is now. */
  stored(): StoredTable;
  /** Something visible changed that is not the match's doing. */
  touch(): void;
}

/** No match goes on for longer, whatever its rules say. In game time. */
export const LONGEST_MATCH_MS = 4 * 60 * 60_000;
/** Who comes and goes is looked at so often where somebody is awaited: before the match, and after a takeover. */
const WATCH_MS = 100;
/** And so often otherwise: a long-poll may run out. */
const LONGEST_IDLE_MS = 1000;

/** What time makes of a table: people gather, the match starts, is played and ends. */
export class TableCourse<S extends TableState> {
  readonly #table: CoursedTable<S>;
  readonly #needs: TableNeeds;
  #standing = false;

  constructor(table: CoursedTable<S>, needs: TableNeeds) {
    this.#table = table;
    this.#needs = needs;
  }

  /** The game stands, as nothing can be stored, and who was here then was told. */
  get standing(): boolean {
    return this.#standing;
  }

  /** Ms until there is something to do by itself. Rules that throw when they are asked are looked at again soon. */
  get idleMs(): number {
    try {
      return this.#idleMs;
    } catch {
      return WATCH_MS; // `goOn` asks them the same, and tells what they throw
    }
  }

  get #idleMs(): number {
    const { state, match, attendance } = this.#table;
    const persistence = this.#table.persistence();
    const { phase } = state;
    if (phase === 'waiting' || phase === 'countdown') return WATCH_MS;
    if (phase === 'finished') return state.deadline - this.#needs.now();
    if (!persistence.settled || persistence.exhausted) return WATCH_MS; // or as soon as that is stored
    if (match.running.broken) return WATCH_MS;
    const forPeople = attendance.idleMs;
    if (attendance.awaits) return Math.min(WATCH_MS, forPeople);
    return Math.min(match.time.idleMs, persistence.dueMs, forPeople, LONGEST_IDLE_MS);
  }

  /** Lets so many ms pass, until the table is finished. */
  goOn(ms: number): void {
    this.#sayWhetherItStands(); // before anything is made of who is away
    const { phase } = this.#table.state;
    if (phase === 'playing') this.#play(ms);
    else if (phase !== 'finished') this.#prepare();
  }

  /** Without a match the table falls through. @param reason of a match that is abandoned */
  end(reason: AbandonedWhy | null = null): void {
    const { match, ending, gathering } = this.#table;
    if (match.begun) {
      match.running.end();
      void ending.finish(match.running, reason);
    } else void ending.fallThrough(gathering.present());
  }

  setPhase(phase: Phase, deadline: number): void {
    const { match, listing, game } = this.#table;
    if (!this.#table.phase.set(phase, deadline)) return;
    if (phase === 'playing') this.#needs.metrics.matches.playing(game, 1);
    if (phase === 'finished' && match.begun) this.#needs.metrics.matches.playing(game, -1);
    if (phase === 'finished') return;
    void this.#table.persistence().checkpoint();
    match.onceStored(() => void listing.put()); // lists show no more than the table
  }

  /** Brings what is told of the turn's end, or the match's, up to date. */
  showDeadline(): void {
    const { state, match, touch } = this.#table;
    const deadline = match.time.deadlineAt(this.#needs.now(), state.deadline);
    if (deadline === state.deadline) return;
    state.deadline = deadline;
    touch();
  }

  /** Tells when the game begins to stand, as nothing can be stored, and when it goes on. */
  #sayWhetherItStands(): void {
    const { standing } = this.#table.persistence();
    if (standing === this.#standing) return;
    this.#standing = standing;
    if (!standing) this.#table.attendance.resume();
    this.#table.clients.broadcast('standing', { standing });
    this.#table.touch(); // for who asks over HTTP
  }

  /** Ends it without a result. Operators find in the log why. */
  abandon(why: 'nobody_came' | AbandonedWhy): void {
    const { game, options } = this.#table;
    this.#needs.log.info({ match: options.match, game, why }, 'a table is abandoned');
    this.end(why === 'nobody_came' ? null : why); // of a table without a match nothing is recorded
  }

  #prepare(): void {
    const { gathering, game, options, match } = this.#table;
    if (match.unopened !== null) {
      this.#couldNotStart(match.unopened);
      return;
    }
    const now = this.#needs.now();
    for (const player of gathering.toBeTold(now)) {
      this.#needs.sendMatchFound(game, options, player).catch((error: unknown) => {
        this.#needs.log.warn({ err: error, match: options.match, player }, 'a player was not called');
      });
    }
    const step = gathering.next(now);
    if (step.do === 'countdown') this.setPhase('countdown', step.deadline);
    else if (step.do === 'wait') this.setPhase('waiting', step.deadline);
    else if (step.do === 'abandon') this.abandon('nobody_came');
    else if (step.do === 'start') this.#start();
    else if (step.do === 'fill') {
      gathering.fill(this.#needs.newBot);
      this.#start();
    }
  }

  #start(): void {
    const { game, options, state, match, gathering, stored } = this.#table;
    const about = { match: options.match };
    try {
      match.start(state, gathering.seated);
    } catch (error) {
      this.#couldNotStart(error);
      return;
    }
    // Not before it is stored: who takes over before that starts again, with other bots perhaps.
    const recorded = this.#table
      .persistence()
      .begin(stored())
      .then(() => this.#needs.records.started(match.record()));
    recorded.catch((error: unknown) => {
      this.#needs.log.warn({ ...about, err: error }, 'the start of a match is not in the records yet');
    });
    this.setPhase('playing', 0);
    this.#needs.metrics.matches.started(game);
    this.#needs.log.info({ ...about, game }, 'a match started');
  }

  /** Those who came are not given back: they would be at the next table that cannot start. */
  #couldNotStart(error: unknown): void {
    const { game, options, match, gathering, ending } = this.#table;
    this.#needs.log.error({ match: options.match, game, err: error }, 'a match could not start');
    this.#needs.log.info({ match: options.match, game, why: 'failed' }, 'a table is abandoned');
    void ending.neverStarted(match.record(gathering.seated));
  }

  #play(ms: number): void {
    const { state, match, attendance, people } = this.#table;
    const { broken } = match.running;
    match.time.advance();
    // Who is away while the game stands loses nothing by it: they could hardly come back.
    if (!this.#table.persistence().standing) {
      for (const player of attendance.spend(ms)) people.giveSeatUp(player);
      people.tryAgain();
      match.notice((player) => attendance.isAway(player));
    }
    const { over, now } = match.running;
    if (!broken && match.running.broken) return; // what was thrown is told first
    const somebody = [...state.players.values()].some((player) => !player.bot && !player.left);
    if (broken) this.abandon('failed');
    else if (over) this.end();
    else if (!somebody) this.abandon('everybody_left');
    else if (now >= LONGEST_MATCH_MS) this.abandon('too_long');
  }
}
