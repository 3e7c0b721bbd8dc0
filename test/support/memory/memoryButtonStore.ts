import type { Beginning, ButtonStore, RecordRows, TakenPush } from '../../../src/button/push.ts';

/** Pushes in memory, of a database that a test can take away. */
export class MemoryButtonStore implements ButtonStore {
  readonly pushes: TakenPush[] = [];
  epoch = 0;
  away = false;

  async store(pushes: readonly TakenPush[]): Promise<(TakenPush | null)[]> {
    this.#answer();
    return pushes.map((push) => {
      const known = this.pushes.find((one) => one.player === push.player && one.request === push.request);
      if (known) return known;
      if (push.epoch !== this.epoch || this.#has(push)) return null;
      this.pushes.push(push);
      return push;
    });
  }

  async missing(pushes: readonly TakenPush[]): Promise<TakenPush[]> {
    this.#answer();
    return pushes.filter((push) => !this.#has(push));
  }

  async begin(after: number, since: number): Promise<Beginning> {
    this.#answer();
    this.epoch = Math.max(this.epoch, after) + 1;
    const recent = this.pushes.filter(({ at }) => at >= since);
    const newest = [...this.pushes].sort((a, b) => a.epoch - b.epoch || a.version - b.version).at(-1);
    return { epoch: this.epoch, newest: newest ?? null, recent };
  }

  async records(player: string | null): Promise<RecordRows> {
    this.#answer();
    const own = this.pushes.filter((push) => push.player === player);
    const calls = this.pushes.flatMap((push) =>
      push.leftMs === null ? [] : [{ ...push, leftMs: push.leftMs }],
    );
    calls.sort((a, b) => a.leftMs - b.leftMs);
    const best = calls.find((push) => push.player === player);
    const rounds = new Map(
      this.pushes.map(({ startedAt, ends, count }) => [startedAt, { startedAt, ends, count }]),
    );
    return {
      closest: calls.map(({ player, leftMs, at }) => ({
        player,
        name: `name of ${player}`,
        face: null,
        leftMs,
        at,
      })),
      longest: [...rounds.values()],
      me: own.length > 0 ? { pushes: own.length, leftMs: best?.leftMs ?? null, at: best?.at ?? null } : null,
    };
  }

  async sweep(): Promise<void> {}

  #has(push: TakenPush): boolean {
    return this.pushes.some(({ epoch, version }) => epoch === push.epoch && version === push.version);
  }

  #answer(): void {
    if (this.away) throw new Error('Connection terminated');
  }
}
