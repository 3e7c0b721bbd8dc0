/**
 * Makes something that everybody is given alike, at most once in so many ms: who asks while it is being made, or soon
 * after, gets the same. What fails is made anew for the next who asks.
 * @param ms from when it began to be made, so that nobody is given what is older
 */
export function kept<T>(ms: number, now: () => number, make: () => Promise<T>): () => Promise<T> {
  let made: { since: number; what: Promise<T> } | null = null;
  return () => {
    if (made && now() - made.since < ms) return made.what;
    const mine = { since: now(), what: make() };
    made = mine;
    mine.what.catch(() => {
      if (made === mine) made = null;
    });
    return mine.what;
  };
}
