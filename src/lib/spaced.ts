/**
 * Has something done at once, and not again before `ms` have passed: what asks for it meanwhile has it done once more
 * then.
 * @param after calls once, later
 */
export function spaced(
  ms: number,
  work: () => void,
  after: (ms: number, work: () => void) => void = (wait, then) => void setTimeout(then, wait),
): () => void {
  let resting = false;
  let asked = false;
  const go = () => {
    asked = false;
    resting = true;
    // Before the work, which may throw: it is done again all the same when it is asked for.
    after(ms, () => {
      resting = false;
      if (asked) go();
    });
    work();
  };
  return () => {
    asked = true;
    if (!resting) go();
  };
}
