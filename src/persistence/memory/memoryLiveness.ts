import type { Liveness } from '../../match/liveness.ts';

/** Liveness where there is one process: only it is alive. */
export class MemoryLiveness implements Liveness {
  readonly #ownId: () => string;

  /** @param ownId this process */
  constructor(ownId: () => string) {
    this.#ownId = ownId;
  }

  async beat(): Promise<void> {}

  async alive(process: string): Promise<boolean> {
    return process === this.#ownId();
  }

  async address(): Promise<null> {
    return null;
  }

  async region(): Promise<null> {
    return null;
  }

  async leave(): Promise<void> {}
}
