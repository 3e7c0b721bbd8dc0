/** Calls that wait for their turn, which the test gives. */
export class Gate {
  readonly waiting: (() => void)[] = [];

  /**
   * A store whose calls are done one at a time, when the test lets them, and whose answers come when it does.
   * @param fails asked before each call: whether it fails instead
   */
  guard<Store extends object>(store: Store, fails = () => false): Store {
    return new Proxy(store, {
      get: (target, name) => {
        return async (...args: unknown[]) => {
          await this.#turn();
          if (fails()) throw new Error('away');
          try {
            return await Reflect.get(target as object, name).apply(target, args);
          } finally {
            await this.#turn();
          }
        };
      },
    });
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Lets calls through, picked by `pick` from 0 to below its argument, until `done` and none is left. */
  async run(done: Promise<unknown>, pick: (count: number) => number, meanwhile: () => void): Promise<void> {
    let over = false;
    done.then(
      () => {
        over = true;
      },
      () => {
        over = true;
      },
    );
    for (;;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (over && this.waiting.length === 0) return;
      meanwhile();
      const [next] = this.waiting.splice(pick(this.waiting.length), 1);
      next?.();
    }
  }
}
