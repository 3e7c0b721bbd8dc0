import type { Player } from '../swarm/Player.ts';
import type { Mind, TableView } from './Mind.ts';
import { answerTo, look, type Notes, type Puzzle } from './relayAnswers.ts';

interface OwnView {
  points: number;
  active: boolean;
  puzzle?: Puzzle;
}

/** One answer in so many is wrong on purpose. */
const SLIPS = 0.1;
const WRONG = '?';
/** A skip costs this much, and must leave something. */
const SKIP_COST = 5;

/** Plays relay: one answer or skip at a time. */
export class RelayMind implements Mind {
  readonly pace = { from: 6000, to: 10_000 };
  readonly #player: Player;
  readonly #notes: Notes = {};

  constructor(player: Player) {
    this.#player = player;
  }

  sees(view: TableView): void {
    const puzzle = this.#own(view)?.puzzle;
    if (puzzle) look(puzzle, this.#notes);
  }

  move(view: TableView): object | null {
    const { random } = this.#player;
    const own = this.#own(view);
    const puzzle = own?.puzzle;
    if (!own?.active || !puzzle?.id) return null;
    const answer = random.chance(SLIPS) ? WRONG : answerTo(puzzle, this.#notes, random);
    if (answer === null && own.points > SKIP_COST) return { action: 'skip' };
    return { action: 'answer', puzzle_id: puzzle.id, answer: answer ?? WRONG };
  }

  #own(view: TableView): OwnView | undefined {
    return view.players.get(this.#player.id) as OwnView | undefined;
  }
}
