/** The right to do something that one process at a time does. It runs out by itself when it is not kept. */
export interface Lease {
  /** Takes the lease, or keeps it for 3 s more; whether it is ours. */
  hold(): Promise<boolean>;
  /** Lets others have it at once, for good: it is never taken again. */
  release(): Promise<void>;
  /** Grows whenever the lease changes hands: who shows an older one is late. 0 while it is not ours. */
  token(): number;
}
