import { setMaxListeners } from 'node:events';
import type { DrilledGame } from './games/DrilledGame.ts';
import { type Fault, PlayedMatch } from './PlayedMatch.ts';

/** How the drill goes on, as its clients see it, and what they tell it. */
export class Course {
  readonly url: string;
  readonly game: DrilledGame;
  readonly #matches = new Map<string, PlayedMatch>();
  readonly #stop = new AbortController();
  /** No more matches are begun, and those that run are brought to their ends. */
  ending = false;
  /** How clients play for the moment: as people do, or as fast as they can to lose all they have. */
  pace: 'usual' | 'hurry' = 'usual';
  /** What was done to the cluster last. */
  fault: Fault | null = null;
  /** Until then the queue may have been lost: what was in Redis, and the processes that knew of it. */
  queueLostAt = 0;
  /** Tickets that were there and then were not. */
  readonly lostTickets: string[] = [];

  constructor(url: string, game: DrilledGame) {
    this.url = url;
    this.game = game;
    setMaxListeners(0, this.#stop.signal); // every client listens
  }

  get hurry(): boolean {
    return this.ending || this.pace === 'hurry';
  }

  get matches(): PlayedMatch[] {
    return [...this.#matches.values()];
  }

  /** What is known of a match, by whichever of its clients. */
  match(id: string): PlayedMatch {
    const known = this.#matches.get(id) ?? new PlayedMatch(id);
    this.#matches.set(id, known);
    return known;
  }

  /** Aborted when everybody is to stop at once. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  stop(): void {
    this.ending = true;
    this.#stop.abort();
  }
}
