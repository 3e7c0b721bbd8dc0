/** What goes on again and again until it is stopped. */
export interface Repeated {
  /** No further time; resolves once one that is under way is over. */
  stop(): Promise<void>;
}

/**
 * Does something every so many ms, one at a time. What fails is tried again the next time; the log has the first
 * failure of a row and its end.
 */
export function every(
  ms: number,
  what: () => Promise<void>,
  log: { error(context: object, message: string): void; info(context: object, message: string): void },
  failure: string,
): Repeated {
  let underWay: Promise<void> | null = null;
  let failing = false;
  async function once(): Promise<void> {
    try {
      await what();
      if (failing) log.info({}, `over: ${failure}`);
      failing = false;
    } catch (error) {
      if (!failing) log.error({ err: error }, failure);
      failing = true;
    }
  }
  const timer = setInterval(() => {
    underWay ??= once().finally(() => {
      underWay = null;
    });
  }, ms);
  return {
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
