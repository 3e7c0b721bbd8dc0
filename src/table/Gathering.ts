import type { Game, StateMaker, TableState } from '../games/game.ts';
import { toldApart } from '../lib/text/lookalikes.ts';
import type { Invited, Seated } from '../match/journal.ts';
import { seatPlayer } from '../match/seatPlayer.ts';
import { faceOf } from '../protocol/face.ts';
import { facesApart } from './facesApart.ts';
import { type LifecyclePolicy, nextStep, type Step } from './lifecycle.ts';
import type { Seats } from './Seats.ts';

/** What a gathering knows of its table. */
interface GatheringTable<S extends TableState> {
  game: Pick<Game, 'seats'>;
  maker: StateMaker<S>;
  state: S;
  seats: Seats;
  openedAt: number;
  waitMs: number;
  botsAllowed: boolean;
}

/** A table that was restored waits at least so long for its people: they have yet to come back. */
const RETURN_MS = 10_000;
const TELL_EVERY_MS = 3000;

/** People who are told apart at one table: whose name looks like another's has a number behind it, see `facesApart`. */
export function toldApartAt(people: readonly Invited[], seated: readonly Invited[] = []): Invited[] {
  const names = toldApart(
    people.map(({ name }) => name),
    seated.map(({ name }) => name),
  );
  const faces = facesApart(people, seated);
  return people.map((who, i) => ({ ...who, name: names[i] ?? who.name, face: faces[i] ?? faceOf(who.id) }));
}

/** The people of a table until their match starts: who is expected, who is here, what follows from it. */
export class Gathering<S extends TableState> {
  readonly #table: GatheringTable<S>;
  readonly #policy: LifecyclePolicy;
  readonly #seated: Invited[] = [];
  /** Epoch ms. */
  #waitUntil: number;
  #tellAt = 0;

  constructor(table: GatheringTable<S>, policy: LifecyclePolicy) {
    this.#table = table;
    this.#policy = policy;
    this.#waitUntil = table.openedAt + table.waitMs;
  }

  /** Who sits at the table now, in the order of their seats. */
  get seated(): Seated[] {
    const here = this.#seated.filter((who) => this.#table.state.players.get(who.id));
    return here.map(({ party: _, ...who }) => who);
  }

  /** Seats everybody and waits for them. */
  open(people: readonly Invited[]): void {
    const { state } = this.#table;
    for (const who of people) this.#seat(who);
    state.phase = 'waiting';
    state.deadline = this.#waitUntil;
  }

  /** Seats more people while the table waits. False when there is no room for all of them. */
  add(people: readonly Invited[]): boolean {
    const { state, game } = this.#table;
    if (state.phase !== 'waiting' || state.players.size + people.length > game.seats.max) return false;
    for (const who of people) this.#seat(who);
    return true;
  }

  /** Knows everybody again who was seated when the table was stored. Nobody is here yet. */
  resume(people: readonly Invited[], now: number): void {
    const { state, seats } = this.#table;
    this.#waitUntil = Math.max(this.#waitUntil, now + RETURN_MS);
    if (state.phase === 'waiting') state.deadline = this.#waitUntil;
    this.#seated.push(...people);
    for (const player of state.players.values()) {
      player.connected = player.bot;
      if (!player.bot && !player.left) seats.add(player.id);
    }
  }

  /** What is to be done now. */
  next(now: number): Step {
    const { state, game, botsAllowed } = this.#table;
    if (state.phase !== 'waiting' && state.phase !== 'countdown') return { do: 'stay' };
    const players = [...state.players.values()];
    const before = {
      phase: state.phase,
      deadline: state.deadline,
      waitUntil: this.#waitUntil,
      seated: players.length,
      present: players.filter((player) => player.connected).length,
      min: game.seats.min,
      botsAllowed,
    };
    return nextStep(before, now, this.#policy);
  }

  /**
   * People to be told now where they sit: all who are not here yet, every few seconds. Nobody else may be left who
   * knows.
   */
  toBeTold(now: number): string[] {
    if (now < this.#tellAt) return [];
    this.#tellAt = now + TELL_EVERY_MS;
    const { seats } = this.#table;
    return seats.players().filter((player) => !seats.present(player, now));
  }

  /** People who are here. */
  present(): string[] {
    return [...this.#table.state.players.values()].filter((p) => p.connected && !p.bot).map((p) => p.id);
  }

  /** Bots take the seats of those who are not here, and all that are free. */
  fill(newBot: (taken: readonly Seated[]) => Seated): void {
    const { state, seats, game } = this.#table;
    const absent = [...state.players.values()].filter((player) => !player.connected).map(({ id }) => id);
    for (const id of absent) {
      state.players.delete(id);
      seats.remove(id);
    }
    while (state.players.size < game.seats.max) {
      for (const bot of toldApartAt([newBot(this.#seated)], this.seated)) this.#seat(bot);
    }
  }

  #seat(who: Invited): void {
    const { state, maker, seats } = this.#table;
    this.#seated.push(who);
    seatPlayer(state, maker, who, this.#seated.length - 1);
    if (!who.bot) seats.add(who.id);
    const player = state.players.get(who.id);
    if (player) player.grace = this.#policy.graceMs;
  }
}
