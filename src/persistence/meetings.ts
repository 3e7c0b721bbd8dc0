/** Two players sat at a table that began then. */
export interface Meeting {
  player: string;
  met: string;
  /** Epoch ms. */
  at: number;
}

/** Of each player whom, and when the last time. */
export function latestMeetings(meetings: readonly Meeting[]): Map<string, Record<string, number>> {
  const latest = new Map<string, Record<string, number>>();
  for (const { player, met, at } of meetings) {
    const of = latest.get(player) ?? {};
    of[met] = Math.max(of[met] ?? at, at);
    latest.set(player, of);
  }
  return latest;
}
