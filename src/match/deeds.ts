import type { Action, Children, Kinds, Table, TableState } from '../games/game.ts';
import type { JournalEntry } from './journal.ts';
import type { Play } from './play.ts';
import type { Recollection } from './recollection.ts';
import { type Applied, refuse } from './requests.ts';

/**
 * What can be done to a match: each is done by the rules, and is in the journal when that returns. Who may do it was
 * asked before.
 */
export class Deeds<S extends TableState, A extends Action, X, C extends Kinds<C> = Children> {
  /** Everything that was done. */
  readonly journal: JournalEntry[];
  readonly #play: Play<S, A, X, C>;
  readonly #memory: Recollection;

  constructor(journal: JournalEntry[], play: Play<S, A, X, C>, memory: Recollection) {
    this.journal = journal;
    this.#play = play;
    this.#memory = memory;
  }

  /** How many journal entries there are. */
  get seq(): number {
    return this.journal.length;
  }

  act(player: string, request_id: string, action: A): Applied {
    const outcome = this.#play.act(player, action);
    if ('refused' in outcome) {
      const { code, message, retryAfterMs, details } = outcome.refused;
      // It rests on all that was done until now: it is told once that is stored.
      const passing = { ...refuse(request_id, code, message, details), seq: this.seq };
      if (retryAfterMs === undefined) return this.#memory.keep(player, passing);
      return { ...passing, reply: { ...passing.reply, retry_after_ms: retryAfterMs } };
    }
    this.#note('act', player, request_id, action, outcome.result);
    const reply = { request_id, version: this.#play.state.version, ...outcome.result };
    return this.#memory.keep(player, { reply, seq: this.seq });
  }

  leave(player: string): void {
    this.#play.leave(player);
    this.#note('leave', player);
  }

  tellAbsence(player: string, away: boolean): void {
    this.#play.tellAbsence(player, away);
    this.#note(away ? 'away' : 'back', player);
  }

  command(command: (table: Table<S, X, C>) => void, name: string, by: string): void {
    this.#play.command(command);
    this.#note('command', by, '', name);
  }

  /** A live match goes on in another process. */
  restored(): void {
    this.#play.restored();
    this.#note('restored');
  }

  /** Time decided something. A live game's journal tells it by the commands until then. */
  decided(): void {
    if (this.#play.commands) this.logInputs();
    else this.time();
  }

  time(): void {
    this.#note('time');
  }

  /** The commands that were taken. */
  logInputs(): void {
    const text = this.#play.commands?.takeLog();
    if (text) this.inputs(text);
  }

  /** Commands that were taken once. */
  inputs(log: unknown): void {
    this.#note('inputs', '', '', log);
  }

  #note(
    kind: JournalEntry['kind'],
    by = '',
    request_id = '',
    input: unknown = null,
    result?: JournalEntry['result'],
  ): void {
    if (kind !== 'inputs') this.logInputs(); // they were before
    if (kind === 'away' || kind === 'back') this.#memory.absences.note(by, kind === 'away');
    const { now, state } = this.#play;
    const entry = { seq: this.seq + 1, at: now, kind, by, request_id, input };
    this.journal.push({ ...entry, version: state.version, ...(result && { result }) });
  }
}
