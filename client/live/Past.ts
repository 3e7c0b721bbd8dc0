import { between, type Smooth } from './between.ts';

/** A moment as a patch told it: players by uuid. */
interface Told<P> {
  tick: number;
  players: ReadonlyMap<string, P>;
}

/** So many patches are kept, a second or so: what is shown is never older. */
const KEPT = 40;

/** What the newest patches told of players, to show them between two. */
export class Past<P extends object> {
  readonly #smooth: Smooth;
  readonly #jump: number;
  #told: Told<P>[] = [];

  constructor(smooth: Smooth, jump: number) {
    this.#smooth = smooth;
    this.#jump = jump;
  }

  told(tick: number, players: ReadonlyMap<string, P>): void {
    const before = this.#told.filter((one) => one.tick < tick);
    this.#told = [...before.slice(1 - KEPT), { tick, players }];
  }

  /** A player as they were at this tick, which may be between two patches; null for who was not there. */
  seen(player: string, tick: number): P | null {
    const after = this.#told.findIndex((one) => one.tick > tick);
    const [from, to] = after === -1 ? [this.#told.at(-1)] : [this.#told[after - 1], this.#told[after]];
    const one = (from ?? to)?.players.get(player);
    const next = to?.players.get(player);
    if (!one || !from || !to || !next) return one ?? null;
    const part = (tick - from.tick) / (to.tick - from.tick);
    return { ...one, ...between(this.#smooth, this.#jump, one, next, part) };
  }

  reset(): void {
    this.#told = [];
  }
}
