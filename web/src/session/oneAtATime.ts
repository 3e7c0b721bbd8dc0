interface Told {
  /** Something is under way, or not any more. */
  busy(under: boolean): void;
  failed(error: unknown): void;
}

/** Runs what may fail, one at a time: what is asked for while something is under way is not done. */
export function oneAtATime(told: Told): (work: () => Promise<unknown>) => void {
  let busy = false;
  return (work) => {
    if (busy) return;
    busy = true;
    told.busy(true);
    work()
      .catch(told.failed)
      .finally(() => {
        busy = false;
        told.busy(false);
      });
  };
}
