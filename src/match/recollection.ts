import { Absences } from './absences.ts';
import type { FrozenMatch } from './frozenMatch.ts';
import { History } from './history.ts';
import type { JournalEntry } from './journal.ts';
import { type Answered, Replies } from './replies.ts';

/** What a match remembers besides its state: what was answered, who was away, and its history. */
export class Recollection {
  readonly absences = new Absences();
  readonly #journal: readonly JournalEntry[];
  readonly #playAgain: () => Recollection;
  #replies: Replies;
  #history: History | null;

  /**
   * @param journal as it stands at every time
   * @param from what the match is thawed from
   * @param playAgain plays the match again from its beginning to now
   */
  constructor(
    journal: readonly JournalEntry[],
    from: FrozenMatch | undefined,
    playAgain: () => Recollection,
  ) {
    this.#journal = journal;
    this.#playAgain = playAgain;
    this.#replies = new Replies(from?.replies);
    this.#history = from ? null : new History();
    for (const entry of journal) this.#recall(entry);
  }

  /** Null after a thaw, until somebody asks for all of it: then the match is played again. */
  get history(): History | null {
    return this.#history;
  }

  /** All that the journal gives again. */
  all(): History {
    if (this.#history) return this.#history;
    const again = this.#playAgain();
    this.#replies = again.#replies;
    this.#history = again.all();
    return this.#history;
  }

  /** What a request was answered, if it was. */
  answered(player: string, request_id: string): Answered | undefined {
    const known = this.#replies.find(player, request_id);
    if (known || this.#history) return known;
    const done = this.#journal.some((entry) => entry.by === player && entry.request_id === request_id);
    if (done) this.all(); // an entry of format 1, which does not tell its reply
    return this.#replies.find(player, request_id);
  }

  keep(player: string, answered: Answered): Answered {
    return this.#replies.keep(player, answered);
  }

  /** How many requests of a player were accepted. */
  accepted(player: string): number {
    return this.#replies.accepted(player);
  }

  /** A request that was refused may be judged again: it is known to have been accepted later. */
  forgetRefusal(player: string, request_id: string): void {
    this.#replies.forgetRefusal(player, request_id);
  }

  #recall({ by, kind, request_id, version, result, seq }: JournalEntry): void {
    if (kind === 'away' || kind === 'back') this.absences.note(by, kind === 'away');
    if (version !== undefined && result) {
      this.#replies.keep(by, { reply: { request_id, version, ...result }, seq });
    }
  }
}
