import { z } from 'zod';
import { Random } from '../../lib/random.ts';
import { MAX_PARTY } from '../party.ts';
import { newRating } from '../rating.ts';
import type { Arrival } from './Arrival.ts';
import { normal } from './normal.ts';
import { readJsonLines } from './readJsonLines.ts';

const id = z.union([z.string().min(1).max(200), z.number()]).transform(String);
const fresh = newRating();

/** A line of a ticket log. Only the time has to be there. */
const ticketLine = z.object({
  at_s: z.number().min(0).max(1e9),
  player: id.nullish(),
  mu: z.number().min(-10_000).max(10_000).nullish(),
  sigma: z.number().min(0).max(10_000).nullish(),
  regions: z.record(z.string().max(50), z.number().min(0).max(60_000)).nullish(),
  party: id.nullish(),
  bots: z.boolean().nullish(),
  blocked: z.array(id).max(1000).nullish(),
});

/** Lines of one party that are farther apart are two times that it queued. */
const SAME_PARTY_MS = 60_000;

/**
 * Arrivals from a log of tickets, JSON lines `{at_s, player, mu, sigma, regions: {eu: 35}, party}`, in order of time.
 * A party queues when the last of it is there.
 * @throws Error with the number of the line that is not right
 */
export function readTicketLog(text: string, seed: string): Arrival[] {
  const random = Random.seeded(`skills ${seed}`);
  const lines = readJsonLines(text, ticketLine);
  const arrivals = lines.map(({ value, line }) => {
    const mu = value.mu ?? fresh.mu;
    const sigma = value.sigma ?? fresh.sigma;
    return {
      line,
      at: value.at_s * 1000,
      player: value.player ?? `line ${line}`,
      rating: { mu, sigma, played: sigma >= fresh.sigma ? 0 : 20 },
      skill: normal(random, mu, sigma),
      regions: value.regions ?? {},
      party: value.party ?? null,
      bots: value.bots ?? false,
      blocked: value.blocked ?? [],
      returning: false,
    };
  });
  arrivals.sort((a, b) => a.at - b.at || a.line - b.line);
  gatherParties(arrivals);
  return arrivals
    .sort((a, b) => a.at - b.at || a.line - b.line)
    .map(({ line: _line, ...arrival }) => arrival);
}

function gatherParties(arrivals: (Arrival & { line: number })[]): void {
  const open = new Map<string, (Arrival & { line: number })[]>();
  const close = (members: readonly Arrival[], name: string) => {
    const at = Math.max(...members.map((member) => member.at));
    for (const member of members) Object.assign(member, { at, party: members.length > 1 ? name : null });
  };
  let count = 0;
  for (const arrival of arrivals) {
    if (arrival.party === null) continue;
    const members = open.get(arrival.party);
    const first = members?.[0];
    const another =
      first &&
      (arrival.at - first.at > SAME_PARTY_MS || members.some(({ player }) => player === arrival.player));
    if (members && another) close(members, `${arrival.party} (${++count})`);
    if (!members || another) open.set(arrival.party, [arrival]);
    else members.push(arrival);
    const size = open.get(arrival.party)?.length ?? 0;
    if (size > MAX_PARTY)
      throw new Error(
        `Line ${arrival.line}: party ${arrival.party} has more than ${MAX_PARTY} people; no table holds them.`,
      );
  }
  for (const [party, members] of open) close(members, `${party} (${++count})`);
}
