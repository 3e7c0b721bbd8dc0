import type { Input, LivePace } from '../games/liveGame.ts';
import { boundedInput } from '../protocol/boundedInput.ts';
import { heldView, type MeasuredLine } from './heldView.ts';
import { packCommands, unpackCommands } from './inputLog.ts';
import type { TakenCommand } from './takenCommand.ts';

/** Where a player's commands come from, the oldest first: a socket, or a bot. */
export interface InputSource {
  readonly size: number;
  next(): object | undefined;
}

/** A player, as far as commands are taken of them. */
interface Commander {
  readonly id: string;
  readonly seat: number;
  readonly left: boolean;
}

/** So many commands wait for what the server's clock still owes their player: clocks never agree to the millisecond. */
const SLACK = 2;

/**
 * What is taken of players' commands in a step, and what is not. Each player has a credit that grows with the match's
 * own time and nothing else: however many commands somebody sends, they move no faster, and take no more of a step.
 */
export class Commands {
  readonly #pace: LivePace & { stepMs: number };
  /** Players by seat. */
  readonly #seats: readonly string[];
  /** In steps, by player: a command costs `commandSteps`. */
  readonly #credit = new Map<string, number>();
  /** Of who has commanded nothing yet. */
  readonly #first: number;
  readonly #bots = new Map<string, Input[]>();
  #sourceOf: (player: string) => InputSource | undefined = () => undefined;
  #lineOf: (player: string) => MeasuredLine | undefined = () => undefined;
  /** What was taken and is in no journal yet. */
  #log: TakenCommand[] = [];
  /** What is to be taken again. */
  #again: readonly TakenCommand[] = [];
  #next = 0;
  #dropped = 0;

  /**
   * @param seats players by seat
   * @param full whether everybody begins with all the credit there is: not where a match goes on, or each takeover
   * would be worth a leap
   */
  constructor(pace: LivePace & { stepMs: number }, seats: readonly string[], full = true) {
    this.#pace = pace;
    this.#seats = seats;
    this.#first = full ? pace.maxCredit * pace.commandSteps : 0;
  }

  /** Players' commands come from here, over lines that take so long, where that is known. */
  connect(
    sourceOf: (player: string) => InputSource | undefined,
    lineOf: (player: string) => MeasuredLine | undefined = () => undefined,
  ): void {
    this.#sourceOf = sourceOf;
    this.#lineOf = lineOf;
  }

  /** What a bot commands next, in place of what it commanded and was not taken. */
  byBot(bot: string, input: object): void {
    this.#bots.set(bot, [boundedInput(this.#pace.input, input)]);
  }

  /** What is taken in this step: of each player what their credit pays for. It is logged. */
  *take(step: number, players: Iterable<Commander>): Generator<[player: string, input: Input]> {
    const { commandSteps, maxCredit, input: shape } = this.#pace;
    for (const { id, seat, left } of players) {
      if (left) continue;
      const most = maxCredit * commandSteps;
      let credit = Math.min(most, (this.#credit.get(id) ?? this.#first) + 1);
      const source = this.#bots.has(id) ? botSource(this.#bots.get(id)) : this.#sourceOf(id);
      const payable = Math.floor(credit / commandSteps);
      while (source && source.size > payable + SLACK) {
        source.next();
        this.#dropped += 1;
      }
      while (source && source.size > 0 && credit >= commandSteps) {
        credit -= commandSteps;
        const input = boundedInput(shape, source.next() ?? {});
        this.#holdView(input, id, step);
        this.#log.push({ step, seat, input });
        yield [id, input];
      }
      this.#credit.set(id, credit);
    }
  }

  /** Before it is logged: a replay knows nothing of lines. */
  #holdView(input: Input, player: string, step: number): void {
    const { view } = this.#pace;
    const line = view === undefined ? undefined : this.#lineOf(player);
    if (view !== undefined && line) input[view] = heldView(input[view] ?? 0, step, line, this.#pace);
  }

  /** What was taken once, as `takeLog` gave it, is to be taken `again`. @throws Error when it is none of this game */
  redo(log: unknown): void {
    this.#again = [...this.#again.slice(this.#next), ...unpackCommands(this.#pace.input, log)];
    this.#next = 0;
  }

  /** What was taken in this step then. */
  *again(step: number): Generator<[player: string, input: Input]> {
    for (;;) {
      const command = this.#again[this.#next];
      if (!command || command.step > step) return;
      this.#next += 1;
      const player = this.#seats[command.seat];
      if (command.step !== step || player === undefined)
        throw new Error('inputs: a command of no step, or of no seat');
      yield [player, command.input];
    }
  }

  /** As text, what was taken and is in no journal yet; '' for nothing. It is in one from now on. */
  takeLog(): string {
    const log = this.#log;
    this.#log = [];
    return packCommands(this.#pace.input, log);
  }

  /** How many were not taken since this was asked last, as there were more than time had passed. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }
}

function botSource(queue: Input[] = []): InputSource {
  return {
    get size() {
      return queue.length;
    },
    next: () => queue.shift(),
  };
}
