import type { Finding, FindingKind } from './findings.ts';
import { percentile } from './histogram.ts';
import type { Drop, PlayedMatch } from './PlayedMatch.ts';

/** How a match ended: as it is recorded, or not at all. */
export type Ending = 'finished' | 'abandoned' | 'lost' | 'unchecked';

/** A match after the drill. */
export interface EndedMatch {
  played: PlayedMatch;
  ending: Ending;
  /** Epoch ms; null when there is no result. */
  finishedAt: number | null;
}

/** The page of a drill as one object. */
export interface Report {
  ok: boolean;
  seed: string;
  processes: number;
  without: string | null;
  seconds: number;
  /** How often each fault was made. */
  faults: Record<string, number>;
  matches: { started: number; never_started: number } & Record<Ending, number>;
  actions: { acknowledged: number; lost: number; done_twice: number };
  /** Of games that move, that were taken. */
  commands: number;
  awards: { told: number; lost: number; twice: number };
  ledgers_unbalanced: number;
  replays_different: number;
  split_brains: number;
  tickets_lost: number;
  clients: { dropped: number; back: number; back_by_themselves: number; percent: number };
  /** From a kill to the first accepted action of each player who was cut off, in ms. */
  recovery: {
    p50: number | null;
    p95: number | null;
    p99: number | null;
    max: number | null;
    times: number[];
  };
  findings: Finding[];
}

/** A match that is over so soon after a drop did not wait for the client, nor the client for it. */
const OVER_MEANWHILE_MS = 15_000;
/** What is aimed at. */
const MIN_PERCENT_BACK = 99.9;

/** Counts what happened. Nothing found, and enough clients back, is a drill that went well. */
export function report(
  settings: Pick<Report, 'seed' | 'processes' | 'without' | 'seconds' | 'faults'>,
  ended: readonly EndedMatch[],
  findings: Finding[],
): Report {
  const began = ended.filter(({ played }) => played.started);
  const of = (ending: Ending) => began.filter((match) => match.ending === ending).length;
  const times = (...kinds: FindingKind[]) => findings.filter(({ kind }) => kinds.includes(kind)).length;
  const acks = began.flatMap(({ played }) => played.acks);
  const clients = countClients(began);
  const recovery = began.flatMap(({ played }) => played.drops.flatMap(afterKill)).sort((a, b) => a - b);
  return {
    ok:
      findings.length === 0 &&
      began.length > 0 &&
      began.some(({ played }) => played.acted) &&
      clients.percent >= MIN_PERCENT_BACK,
    ...settings,
    matches: {
      started: began.length,
      finished: of('finished'),
      abandoned: of('abandoned'),
      lost: of('lost'),
      unchecked: of('unchecked'),
      never_started: ended.length - began.length,
    },
    actions: { acknowledged: acks.length, lost: times('ack_lost'), done_twice: times('done_twice') },
    commands: began.reduce((sum, { played }) => sum + played.commands, 0),
    awards: {
      told: acks.filter(({ award }) => award).length,
      lost: times('award_lost'),
      twice: times('award_twice'),
    },
    ledgers_unbalanced: times('ledger'),
    replays_different: times('replay'),
    split_brains: times('split_brain', 'went_back', 'contradiction'),
    tickets_lost: times('ticket'),
    clients,
    recovery: {
      p50: percentile(recovery, 0.5),
      p95: percentile(recovery, 0.95),
      p99: percentile(recovery, 0.99),
      max: recovery.at(-1) ?? null,
      times: recovery,
    },
    findings,
  };
}

function countClients(matches: readonly EndedMatch[]): Report['clients'] {
  const drops = matches.flatMap(({ played, finishedAt }) =>
    played.drops.filter(
      ({ at, backAt }) => backAt !== null || finishedAt === null || finishedAt - at > OVER_MEANWHILE_MS,
    ),
  );
  const back = drops.filter(({ backAt }) => backAt !== null);
  return {
    dropped: drops.length,
    back: back.length,
    back_by_themselves: back.filter(({ by }) => by === 'sdk').length,
    percent: drops.length === 0 ? 100 : Math.round((back.length / drops.length) * 10_000) / 100,
  };
}

/** Not of those who had nothing to do any more. */
function afterKill({ fault, ackedAt }: Drop): number[] {
  return fault?.kind === 'kill' && ackedAt !== null ? [ackedAt - fault.at] : [];
}
