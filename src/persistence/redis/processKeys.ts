/** Keys by which processes know of each other, under a prefix. */
export function processKeys(prefix: string) {
  return {
    /** What the names of leases begin with. A process that is alive has one, with its address. */
    leases: `${prefix}process:`,
    /** What the names of their regions begin with; they last as long as the leases. */
    regions: `${prefix}region:`,
    /** When each process was last alive, epoch ms. */
    beats: `${prefix}processes`,
    /** Since when Redis knows of processes at all, in its own time (ms). */
    since: `${prefix}processes:since`,
  };
}
