import { durabilityOf } from '../../src/match/durability.ts';
import type { JournalEntry, MatchSetup } from '../../src/match/journal.ts';
import { Ledger, type LedgerEntry } from '../../src/match/ledger.ts';
import type { Match } from '../../src/match/match.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import type { Finding, FindingKind } from './findings.ts';
import type { DrilledGame, DrilledPlayer, DrilledView } from './games/DrilledGame.ts';
import type { Ack, PlayedMatch } from './PlayedMatch.ts';

/** What the server says of a match that is over: `/matches/:id`, its `/replay` and its `/points`. */
export interface RecordedMatch {
  match: { outcome: string; players: { id: string; left: boolean }[] };
  replay: { setup: MatchSetup; journal: JournalEntry[]; game_ms: number; state_hash: string };
  points: { points: Record<string, number>; ledger: LedgerEntry[] };
}

/** A time in which certainly nothing ran, epoch ms. */
export interface Outage {
  from: number;
  to: number;
}

/** Clients see game time by the second, and what they see of it was on its way for a while. */
const CLOCK_SLACK_MS = 2000;

/** Compares what clients were told in a match with what the server kept of it. */
export function audit(
  game: DrilledGame,
  played: PlayedMatch,
  recorded: RecordedMatch,
  outages: readonly Outage[] = [],
): Finding[] {
  const found: Finding[] = [];
  const report: Say = (kind, text) => void found.push({ kind, match: played.id, text });
  checkOutcome(played, recorded, report);
  checkJournal(played, recorded.replay.journal, report);
  checkVersions(played.acks, report);
  checkOwners(played, report);
  checkLedger(game, played, recorded, report);
  checkClock(game, played, outages, report);
  for (const text of played.changed) report('changed', text);
  for (const text of played.undecoded) report('decode', text);
  return found;
}

type Say = (kind: FindingKind, text: string) => void;

/** No client of the drill leaves: whoever left according to the record lost the seat. */
function checkOutcome(played: PlayedMatch, { match }: RecordedMatch, report: Say): void {
  if (match.outcome !== 'finished') report('match_abandoned', `the outcome is ${match.outcome}`);
  for (const { id, left } of match.players) if (left) report('seat', `${id} was taken for one who left`);
  for (const player of played.moved) report('seat', `${player} came back to another seat`);
}

function checkJournal({ acks, contradictions }: PlayedMatch, journal: JournalEntry[], report: Say): void {
  const entries = new Map<string, JournalEntry>();
  for (const entry of journal.filter(({ kind }) => kind === 'act')) {
    const key = `${entry.by} ${entry.request_id}`;
    if (entries.has(key)) report('done_twice', `${key} is entry ${entries.get(key)?.seq} and ${entry.seq}`);
    else entries.set(key, entry);
  }
  for (const { player, requestId, version } of acks) {
    if (!entries.has(`${player} ${requestId}`))
      report('ack_lost', `${player} ${requestId}, acknowledged as version ${version}`);
  }
  for (const request of contradictions) report('contradiction', request);
  const seqOf = ({ player, requestId }: Ack) => entries.get(`${player} ${requestId}`)?.seq;
  checkOrder(acks, seqOf, (before, after) =>
    report('went_back', `${nameOf(after)} stands before ${nameOf(before)}, which had been acknowledged then`),
  );
}

function checkVersions(acks: readonly Ack[], report: Say): void {
  const fresh = acks.filter(({ again }) => !again);
  checkOrder(
    fresh,
    ({ version }) => version,
    (before, after) =>
      report('went_back', `version ${after.version} for ${nameOf(after)} after version ${before.version}`),
  );
}

/** Whatever was sent after something else had been acknowledged must come after it. */
function checkOrder(
  acks: readonly Ack[],
  placeOf: (ack: Ack) => number | undefined,
  wrong: (before: Ack, after: Ack) => void,
): void {
  const acknowledged = acks.filter((ack) => placeOf(ack) !== undefined).sort((a, b) => a.ackedAt - b.ackedAt);
  const sent = acknowledged.toSorted((a, b) => a.sentAt - b.sentAt);
  let next = 0;
  let latest: Ack | undefined;
  for (const ack of sent) {
    for (let done = acknowledged[next]; done && done.ackedAt < ack.sentAt; done = acknowledged[++next])
      if (!latest || (placeOf(done) ?? 0) > (placeOf(latest) ?? 0)) latest = done;
    if (latest && (placeOf(ack) ?? 0) <= (placeOf(latest) ?? 0)) wrong(latest, ack);
  }
}

/**
 * A socket leads to one owner. Opened when an epoch was stored, it cannot bring an answer to something that was
 * sent after a later one was stored; unless that answer is from memory.
 */
function checkOwners({ acks, epochs }: PlayedMatch, report: Say): void {
  for (const ack of acks.filter(({ again }) => !again)) {
    const opened = epochs.find(({ from }) => from > ack.socketAt);
    const sent = epochs.findLast(({ until }) => until < ack.sentAt);
    if (opened && sent && sent.epoch > opened.epoch)
      report('split_brain', `${nameOf(ack)} over a socket of epoch ${opened.epoch} in epoch ${sent.epoch}`);
  }
  for (const [i, seen] of epochs.entries()) {
    const before = epochs[i - 1];
    if (!before) continue;
    if (seen.epoch < before.epoch) report('split_brain', `epoch ${seen.epoch} after ${before.epoch}`);
    if (seen.epoch === before.epoch && seen.owner && before.owner && seen.owner !== before.owner)
      report('split_brain', `${before.owner} and ${seen.owner} in epoch ${seen.epoch}`);
  }
}

function checkLedger(game: DrilledGame, played: PlayedMatch, recorded: RecordedMatch, report: Say): void {
  const { hosted, held: heldBy } = game;
  const { acks } = played;
  const { points, ledger } = recorded.points;
  const { setup, journal, game_ms, state_hash } = recorded.replay;
  let again: Match;
  try {
    again = replay(hosted.game, hosted.maker, setup, journal, game_ms);
  } catch (error) {
    return void report('replay', (error as Error).message);
  }
  const hash = stateHash(again.state);
  if (hash !== state_hash) report('replay', `state hash ${state_hash} is stored, ${hash} was replayed`);

  if (ledger.some(({ seq, amount }, i) => seq !== i + 1 || !Number.isSafeInteger(amount) || amount <= 0))
    report('ledger', 'its lines are not numbered without gaps, or hold amounts that are none');
  const balances = new Ledger(ledger);
  for (const player of again.state.players.values()) {
    const { id } = player;
    const held = heldBy(player as DrilledPlayer);
    if (balances.balance(id) !== held || points[id] !== held)
      report(
        'ledger',
        `${id} has ${held}, ${balances.balance(id)} by the ledger, and is shown ${points[id]}`,
      );
  }
  for (const [name, value] of game.growing?.(again.state as unknown as DrilledView) ?? [])
    if (value < (played.most.get(name) ?? 0))
      report('changed', `${name}: ${played.most.get(name)}, in the end ${value}`);
  const there = awards(ledger);
  const due = awards(again.ledger.entries());
  const told = count(acks.flatMap(({ player, award }) => (award ? [awardKey(player, award)] : [])));
  for (const [key, times] of there)
    if (times > (due.get(key) ?? 0))
      report('award_twice', `${key}: ${times} times, ${due.get(key) ?? 0} due`);
  for (const [key, times] of told)
    if (times > (there.get(key) ?? 0))
      report('award_lost', `${key}: told ${times} times, ${there.get(key) ?? 0} there`);
}

function awards(ledger: readonly LedgerEntry[]): Map<string, number> {
  const lines = ledger.filter(({ kind }) => kind === 'award');
  return count(lines.map(({ giver, taker, amount }) => awardKey(giver, { to: taker, amount })));
}

function awardKey(from: string, { to, amount }: { to: string; amount: number }): string {
  return `${amount} from ${from} to ${to}`;
}

function count(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The game stands still while nothing runs. */
function checkClock(
  { hosted }: DrilledGame,
  { clock, epochs }: PlayedMatch,
  outages: readonly Outage[],
  report: Say,
): void {
  if (!clock) return;
  const { first, last } = clock;
  const away = outages.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, last.at) - Math.max(from, first.at)),
    0,
  );
  const wall = last.at - first.at - away;
  const game = last.elapsed - first.elapsed;
  const takeovers = Math.max(0, new Set(epochs.map(({ epoch }) => epoch)).size - 1);
  // Who takes a match over goes on at the stored clock, which may be so far ahead of what was played.
  const { leadMs } = durabilityOf(hosted.game);
  if (game <= wall + CLOCK_SLACK_MS + takeovers * leadMs) return;
  report('clock', `${game} ms in ${wall} ms, while down for ${away} ms, ${takeovers} times taken over`);
}

function nameOf({ player, requestId }: Ack): string {
  return `${player} ${requestId}`;
}
