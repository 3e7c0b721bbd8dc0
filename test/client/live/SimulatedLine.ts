import type { LiveRoom } from '../../../client/live/LiveMatch.ts';
import { Random } from '../../../src/lib/random.ts';
import { plain } from '../../../src/match/canonical.ts';
import { measuredLine } from '../../../src/match/heldView.ts';
import { Match } from '../../../src/match/match.ts';
import { type SparksState, sparks, sparksMaker } from '../../games/sparks/sparks.ts';
import { SentInputs } from '../../support/sentInputs.ts';
import { ManualClock } from '../support/ManualClock.ts';

/** What the client's end of the line has. */
type Shown = Omit<SparksState, 'sparks'>;

interface LineOptions {
  /** Both ways together, ms. */
  roundTrip: number;
  /** A frame comes so much earlier or later, but never before one that was sent before it. */
  jitter: number;
  /** One frame in so many stands for so many ms, and all after it wait behind. */
  stalls?: { oneIn: number; ms: number };
  seed?: string;
  /** Another game than sparks. */
  of?: { game: object; maker: object; keep(player: object): void };
}

/** What the client sends, counted as the framework counts it. */
class Taken extends SentInputs {
  count = 0;

  override next(): object | undefined {
    this.count += 1;
    return super.next();
  }
}

const SPARKS = {
  game: sparks,
  maker: sparksMaker,
  // Nobody wins.
  keep(player: object) {
    (player as { hits: number }).hits = 0;
  },
};

/**
 * A match of sparks, or of another game, on a server, and the room of ann's client at the other end of a line, by one
 * clock that the test turns.
 */
export class SimulatedLine {
  readonly clock = new ManualClock();
  match: Match<SparksState>;
  readonly #of: typeof SPARKS;
  /** Whether the server makes steps. */
  running = true;
  readonly role = 'player';
  readonly sent: object[] = [];
  /** What the server measured of the line. */
  readonly trips: number[] = [];
  readonly #room: LiveRoom & { state: unknown; epoch: number };
  readonly #random: Random;
  readonly #options: LineOptions;
  readonly #lastAt = { up: 0, down: 0 };
  readonly #listeners: ((room: LiveRoom) => void)[] = [];
  /** Who is told of states that come. */
  readonly told = new Set<(state: unknown) => void>();
  #inputs = new Taken();
  #acknowledged = 0;
  #checkpoint: ReturnType<Match<SparksState>['freeze']>;
  #up = true;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#of = (options.of ?? SPARKS) as typeof SPARKS;
    this.match = Match.start(this.#of.game, this.#of.maker.plain, {
      id: 'sparks-1',
      game: this.#of.game.name,
      seed: 'sparks',
      seats: ['ann', 'bob', 'cid'].map((id) => ({ id, name: id, bot: id !== 'ann', skill: 0.5 })),
    }) as Match<SparksState>;
    this.#random = Random.seeded(options.seed ?? 'line');
    this.match.state.phase = 'playing';
    this.#checkpoint = this.match.freeze();
    this.#connect();
    const { sent } = this;
    const line = this;
    const data = {};
    let count = 0;
    let epoch = 0;
    const commands = {
      data,
      get epoch() {
        if (epoch !== line.#room.epoch) {
          epoch = line.#room.epoch;
          count = 0;
        }
        return epoch;
      },
      get lastProcessed() {
        return line.#acknowledged;
      },
      send() {
        if (!line.#up) return 0;
        const input = { ...data };
        const inputs = line.#inputs;
        sent.push(input);
        line.#travels('up', () => inputs.send(input));
        count += 1;
        return count;
      },
    };
    this.#room = {
      state: undefined,
      epoch: 0,
      onStateChange: Object.assign((fn: (state: unknown) => void) => void this.told.add(fn), {
        remove: (fn: (state: unknown) => void) => void this.told.delete(fn),
      }),
      input: () => commands,
    };
    this.#serve();
  }

  get room(): LiveRoom | null {
    return this.#up ? this.#room : null;
  }

  on(_event: 'room', fn: (room: LiveRoom) => void): () => void {
    this.#listeners.push(fn);
    return () => void this.#listeners.splice(0);
  }

  /** The socket breaks: commands are counted anew from now on. */
  drop(): void {
    this.#up = false;
    this.#room.epoch += 1;
    this.#acknowledged = 0;
    this.#inputs = new Taken();
  }

  /** It is there again; where the match goes on in another process, as it was up to a second ago. */
  comeBack(from: 'now' | 'before' = 'now'): void {
    if (from === 'before') {
      this.match = Match.thaw(
        this.#of.game,
        this.#of.maker.plain,
        this.#checkpoint,
        [],
      ) as Match<SparksState>;
      this.#connect();
    }
    this.#up = true;
    this.#patch();
  }

  #connect(): void {
    this.match.commands?.connect(
      (id) => (id === 'ann' ? this.#inputs : undefined),
      (id) => (id === 'ann' && this.trips.length > 0 ? measuredLine(this.trips.slice(-9)) : undefined),
    );
  }

  #serve(): void {
    let steps = 0;
    const step = () => {
      this.clock.after(15, step);
      if (!this.running) return;
      for (const player of this.match.state.players.values()) this.#of.keep(player);
      this.match.makeSteps(1);
      steps += 1;
      if (steps % 40 === 0) this.#checkpoint = JSON.parse(JSON.stringify(this.match.freeze()));
      if (steps % 2 === 0) this.#patch();
    };
    step();
  }

  #patch(): void {
    if (!this.#up) return;
    const { epoch } = this.#room;
    const { players, ...state } = plain(this.match.state) as Shown & { players: object };
    const { count } = this.#inputs;
    this.#travels('down', () => {
      if (!this.#up || epoch !== this.#room.epoch) return;
      this.#room.state = { ...state, players: new Map(Object.entries(players)) };
      this.#acknowledged = count;
      for (const told of this.told) told(this.#room.state);
    });
  }

  /** The server measures the line now. */
  ping(): void {
    this.trips.push(this.#late() + this.#late());
  }

  #late(): number {
    const { roundTrip, jitter } = this.#options;
    return Math.max(0, roundTrip / 2 + this.#random.int(-jitter, jitter));
  }

  #travels(way: 'up' | 'down', arrive: () => void): void {
    const { stalls } = this.#options;
    const stands = stalls && this.#random.int(1, stalls.oneIn) === 1 ? stalls.ms : 0;
    const at = Math.max(this.#lastAt[way], this.clock.now() + this.#late() + stands);
    this.#lastAt[way] = at;
    this.clock.after(at - this.clock.now(), arrive);
  }
}
