import { Random } from '../../lib/random.ts';
import { newRating } from '../rating.ts';
import type { Arrival } from './Arrival.ts';
import { latencies } from './latencies.ts';
import { normal } from './normal.ts';

/** Who arrives, and how often. Shares are 0 to 1. */
export interface ArrivalSettings {
  seed: string;
  /** People per second, on average over a day. */
  rate: number;
  hours: number;
  ratingMean: number;
  ratingDeviation: number;
  /** Uncertainty of the rating of those who have played. */
  sigma: number;
  /** Share of people who never played, and the uncertainty of their rating. */
  newcomers: number;
  newcomerSigma: number;
  /** Share of people by the region they live in. Empty: nobody says where. */
  regions: Record<string, number>;
  /** Ms: regions that are farther away are not in a ticket. */
  reach: number;
  /** Share of people who come in parties of two to five. */
  parties: number;
  /** Share of people who were here before, five minutes ago at least. */
  returning: number;
  /** Share of people who would play with bots. */
  bots: number;
  /** How far evenings are above and mornings below the average, 0 to 1; the run begins at midnight. */
  dayCurve: number;
}

export const DEFAULT_ARRIVALS: Omit<ArrivalSettings, 'seed' | 'rate' | 'hours'> = {
  ratingMean: 1500,
  ratingDeviation: 350,
  sigma: 80,
  newcomers: 0,
  newcomerSigma: newRating().sigma,
  regions: {},
  reach: 180,
  parties: 0,
  returning: 0,
  bots: 0,
  dayCurve: 0,
};

/** Sizes of parties and how many of a hundred have them. */
const PARTY_SIZES: readonly [number, number][] = [
  [2, 60],
  [3, 25],
  [4, 10],
  [5, 5],
];
const MEAN_PARTY = PARTY_SIZES.reduce((sum, [size, percent]) => sum + (size * percent) / 100, 0);
/** Friends are about as strong as each other. */
const FRIENDS_DEVIATION = 150;
const PLAYED_LATELY_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

/** Arrivals as independent people make them (a Poisson process), in order of time. The same settings give the same. */
export function generateArrivals(settings: ArrivalSettings): Arrival[] {
  const random = Random.seeded(`arrivals ${settings.seed}`);
  const partyChance = settings.parties / (MEAN_PARTY * (1 - settings.parties) + settings.parties);
  const eventsPerMs = settings.rate / 1000 / (1 + partyChance * (MEAN_PARTY - 1));
  const peak = 1 + settings.dayCurve;
  const arrivals: Arrival[] = [];
  let parties = 0;
  let at = 0;
  while (true) {
    at += -Math.log(1 - random.float()) / (eventsPerMs * peak);
    if (at >= settings.hours * HOUR_MS) return arrivals;
    // Thinned from the busiest moment's rate down to this moment's.
    if (settings.dayCurve > 0 && !random.chance(busyAt(at, settings.dayCurve) / peak)) continue;
    const inParty = partyChance > 0 && random.chance(partyChance);
    const size = inParty ? partySize(random) : 1;
    const party = inParty ? `party ${++parties}` : null;
    const home = region(settings, random);
    const about = normal(random, settings.ratingMean, settings.ratingDeviation);
    for (let i = 0; i < size; i++) {
      const mu = i === 0 ? about : normal(random, about, FRIENDS_DEVIATION);
      const back = party === null && settings.returning > 0 && random.chance(settings.returning);
      const earlier = back ? somebodyEarlier(arrivals, at, random) : null;
      arrivals.push(
        earlier
          ? { ...earlier, at, party, returning: true }
          : person(settings, random, { at, party, home, mu, number: arrivals.length }),
      );
    }
  }
}

function person(
  settings: ArrivalSettings,
  random: Random,
  {
    at,
    party,
    home,
    mu,
    number,
  }: { at: number; party: string | null; home: string; mu: number; number: number },
): Arrival {
  const isNew = settings.newcomers > 0 && random.chance(settings.newcomers);
  const rating = isNew
    ? { ...newRating(), sigma: settings.newcomerSigma }
    : { mu, sigma: settings.sigma, played: 20 };
  return {
    at,
    player: `player ${number}`,
    rating,
    skill: isNew ? mu : normal(random, mu, settings.sigma),
    regions: home === '' ? {} : latencies(home, Object.keys(settings.regions), settings.reach, random),
    party,
    bots: settings.bots > 0 && random.chance(settings.bots),
    blocked: [],
    returning: false,
  };
}

/** Busiest at 20:00, quietest at 8:00; 1 is the average. */
function busyAt(at: number, curve: number): number {
  return 1 + curve * Math.cos((2 * Math.PI * (at / HOUR_MS - 20)) / 24);
}

function partySize(random: Random): number {
  let draw = random.int(1, 100);
  for (const [size, percent] of PARTY_SIZES) {
    draw -= percent;
    if (draw <= 0) return size;
  }
  return 2;
}

function region({ regions }: ArrivalSettings, random: Random): string {
  const names = Object.keys(regions);
  if (names.length === 0) return '';
  let draw = random.float() * Object.values(regions).reduce((sum, share) => sum + share, 0);
  for (const name of names) {
    draw -= regions[name] ?? 0;
    if (draw <= 0) return name;
  }
  return names[0] as string;
}

function somebodyEarlier(arrivals: readonly Arrival[], at: number, random: Random): Arrival | null {
  if (arrivals.length === 0) return null;
  const earlier = random.pick(arrivals);
  return at - earlier.at >= PLAYED_LATELY_MS && earlier.party === null ? earlier : null;
}
