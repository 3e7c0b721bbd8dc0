import { round } from './quantile.ts';
import type { SimulatedTable } from './simulate.ts';

/** What ratings promised of a match, and what came of it: one per player. */
export interface PredictedMatch {
  players: { mu: number; sigma: number; rank: number; skill?: number }[];
}

/** How good chances to win that are computed from ratings are. Lower log loss is better. */
export interface Prediction {
  matches: number;
  /** Mean of −ln of the chance that was given to who won. */
  log_loss: number | null;
  /** The same when everybody at a table has the same chance. */
  log_loss_uniform: number | null;
  /** The same from true skills, where they are known: no rating does better. */
  log_loss_true_skill: number | null;
  /** Mean distance of predicted from observed, weighted by how many were predicted so. */
  calibration_error: number | null;
  /** By predicted chance: how many players had it, what was predicted on average, how many of them won. */
  calibration: { from: number; to: number; count: number; predicted: number; observed: number }[];
}

/** OpenSkill's beta on the scale of ratings. */
const BETA = 250;
const BINS = 20;
/** Where performances are integrated, in deviations from the mean, and in how many steps. */
const REACH = 5;
const STEPS = 60;

/**
 * Each player's chance to come first. A performance is rating, its uncertainty and chance together: normal with
 * variance sigma² + beta²; the chance is that it is above all others.
 */
export function winChances(players: readonly { mu: number; sigma: number }[]): number[] {
  const deviations = players.map(({ sigma }) => Math.hypot(sigma, BETA));
  const chances = players.map(({ mu }, i) => {
    const deviation = deviations[i] as number;
    let sum = 0;
    for (let step = 0; step <= STEPS; step++) {
      const z = -REACH + (2 * REACH * step) / STEPS;
      let density = Math.exp((-z * z) / 2);
      for (const [j, other] of players.entries())
        if (j !== i) density *= below((mu + z * deviation - other.mu) / (deviations[j] as number));
      sum += density;
    }
    return sum;
  });
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => (total > 0 ? chance / total : 1 / chances.length));
}

/** The share of a standard normal distribution below z (Abramowitz and Stegun 7.1.26, to 1e-7). */
function below(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (poly * Math.exp(-x * x)) / 2;
  return z > 0 ? 1 - tail : tail;
}

/** Predictions from the ratings before each table of a simulation. */
export function predictionsOf(tables: readonly SimulatedTable[]): Prediction {
  return evaluatePredictions(
    tables.map(({ people }) => ({
      players: people.map(({ ticket, skill, rank }) => ({
        mu: ticket.rating.mu,
        sigma: ticket.rating.sigma,
        rank,
        skill,
      })),
    })),
  );
}

/** Compares chances with who won. A shared first rank counts for each of them in part. */
export function evaluatePredictions(matches: readonly PredictedMatch[]): Prediction {
  const losses = { ratings: 0, uniform: 0, skills: 0 };
  const bins = Array.from({ length: BINS }, () => ({ count: 0, predicted: 0, observed: 0 }));
  let skillsKnown = true;
  const rated = matches.filter(({ players }) => players.length > 1);
  for (const { players } of rated) {
    const won = winShares(players);
    const chances = winChances(players);
    losses.ratings += loss(chances, won);
    losses.uniform += Math.log(players.length);
    skillsKnown &&= players.every(({ skill }) => skill !== undefined);
    if (skillsKnown)
      losses.skills += loss(winChances(players.map(({ skill = 0 }) => ({ mu: skill, sigma: 0 }))), won);
    for (const [i, chance] of chances.entries()) {
      const bin = bins[Math.min(BINS - 1, Math.floor(chance * BINS))];
      if (!bin) continue;
      bin.count++;
      bin.predicted += chance;
      bin.observed += won[i] ?? 0;
    }
  }
  const perMatch = (sum: number) => (rated.length === 0 ? null : round(sum / rated.length, 4));
  const players = bins.reduce((sum, { count }) => sum + count, 0);
  const off = bins.reduce((sum, { predicted, observed }) => sum + Math.abs(predicted - observed), 0);
  return {
    matches: rated.length,
    log_loss: perMatch(losses.ratings),
    log_loss_uniform: perMatch(losses.uniform),
    log_loss_true_skill: skillsKnown ? perMatch(losses.skills) : null,
    calibration_error: players === 0 ? null : round(off / players, 4),
    calibration: bins.flatMap(({ count, predicted, observed }, i) =>
      count === 0
        ? []
        : [
            {
              from: round(i / BINS),
              to: round((i + 1) / BINS),
              count,
              predicted: round(predicted / count, 4),
              observed: round(observed / count, 4),
            },
          ],
    ),
  };
}

function winShares(players: readonly { rank: number }[]): number[] {
  const best = Math.min(...players.map(({ rank }) => rank));
  const winners = players.filter(({ rank }) => rank === best).length;
  return players.map(({ rank }) => (rank === best ? 1 / winners : 0));
}

function loss(chances: readonly number[], won: readonly number[]): number {
  return chances.reduce((sum, chance, i) => sum - (won[i] ?? 0) * Math.log(Math.max(chance, 1e-9)), 0);
}
