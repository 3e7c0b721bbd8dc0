import { HOUSE, type Outcome, type Refusal } from '../game.ts';
import { askDueQuestions, closePuzzle, hadPuzzle, nextQuestionAt, openPuzzle } from './assignment.ts';
import type { AnswerAction, RelayAction, SkipAction } from './messages.ts';
import { announceEnd, givePoints, isOver, takeOut, takePoints } from './points.ts';
import { RELAY_REFUSALS, type RelayRefusal } from './refusals.ts';
import { activePlayers, bySeat, nextActive } from './ring.ts';
import { awardFor, bonusFor, decayAt, harder, POLICY, penaltyFor } from './scoring.ts';
import type { RelayPlayer } from './state.ts';
import type { OpenPuzzle, RelayTable } from './table.ts';
import { versionOf } from './versions.ts';

const SECOND = 1000;

/** Not taken; after `retryAfterMs` of game time the same might be. */
type Refused = { is: 'refused'; code: RelayRefusal; retryAfterMs?: number };

/** What an action comes to, before anything is changed. */
type Verdict =
  | Refused
  | { is: 'right'; player: RelayPlayer; open: OpenPuzzle; to: RelayPlayer }
  | { is: 'wrong'; player: RelayPlayer; open: OpenPuzzle }
  | { is: 'skip'; player: RelayPlayer; open: OpenPuzzle };

/** Everybody gets the same points and a first puzzle. */
export function start(table: RelayTable): void {
  table.state.ends_at = POLICY.lengthMs;
  table.state.decay = decayAt(0);
  for (const player of bySeat(table.state)) {
    player.active = true;
    player.level = 1;
    givePoints(table, 'stake', HOUSE, player, POLICY.startPoints);
    warm(table, player);
    openPuzzle(table, player);
  }
}

/** Judges an action, then applies it. */
export function act(table: RelayTable, by: string, action: RelayAction): Outcome {
  const verdict = action.action === 'answer' ? judgeAnswer(table, by, action) : judgeSkip(table, by, action);
  switch (verdict.is) {
    case 'refused':
      return { refused: refusalOf(verdict) };
    case 'right':
      return { result: applyRight(table, verdict) };
    case 'wrong':
      return { result: applyWrong(table, verdict) };
    case 'skip':
      return { result: applySkip(table, verdict) };
  }
}

/** One step of game time: questions that are due, and once a second the decay. A question is seen once it is stored. */
export function step(table: RelayTable): boolean | 'decided' {
  const asked = askDueQuestions(table) && 'decided';
  if (table.now % SECOND !== 0) return asked;
  table.state.elapsed = table.now;
  if (!isOver(table)) decayOnce(table);
  for (const player of activePlayers(table.state)) cool(table, player);
  announceEnd(table);
  return asked || true;
}

/** The next whole second, or a question that is due before. */
export function dueAt(table: RelayTable): number {
  return Math.min((Math.floor(table.now / SECOND) + 1) * SECOND, nextQuestionAt(table));
}

/** From now on a player has a while to solve the next puzzle. */
function warm(table: RelayTable, player: RelayPlayer): void {
  if (versionOf(table).cold) Object.assign(player, { cold: false, cold_at: table.now + POLICY.coldAfterMs });
}

/** Who has solved nothing for long goes cold. */
function cool(table: RelayTable, player: RelayPlayer): void {
  if (player.cold !== false || table.now < (player.cold_at ?? 0)) return;
  player.cold = true;
  table.emit({ kind: 'cold', player: player.id });
}

/** Everybody in the ring loses what one second costs now, and more of it who is cold. */
export function decayOnce(table: RelayTable): void {
  const { state } = table;
  for (const player of activePlayers(state)) {
    takePoints(table, 'decay', player, state.decay * (player.cold ? POLICY.coldFactor : 1));
  }
  state.decay = decayAt(state.elapsed);
  announceEnd(table);
}

/** A player who leaves gives up what they have. */
export function leave(table: RelayTable, id: string): void {
  const player = table.state.players.get(id);
  if (!player?.active) return;
  takeOut(table, player, 'left');
  takePoints(table, 'forfeit', player, player.points);
  announceEnd(table);
}

function judgeAnswer(table: RelayTable, by: string, { puzzle_id, answer }: AnswerAction): Verdict {
  const found = findOpen(table, by, puzzle_id);
  if (found.is === 'refused') return found;
  const { player, open } = found;
  const { puzzles, leastMs } = versionOf(table);
  if (table.now < open.asksAt) return notBefore(table, 'not_asked_yet', open.asksAt);
  if (table.now < player.locked_until) return notBefore(table, 'locked', player.locked_until);
  const readable = open.asksAt + leastMs(open.type, open.level);
  if (table.now < readable) return notBefore(table, 'too_fast', readable);
  const to = nextActive(table.state, player);
  if (to && puzzles[open.type].accepts(open, answer)) return { is: 'right', player, open, to };
  return { is: 'wrong', player, open };
}

function judgeSkip(table: RelayTable, by: string, { puzzle_id }: SkipAction): Verdict {
  const found = findOpen(table, by, puzzle_id);
  if (found.is === 'refused') return found;
  if (found.player.points <= POLICY.skipCost) return { is: 'refused', code: 'too_few_points' };
  return { is: 'skip', player: found.player, open: found.open };
}

/** Too early: from a game time on the same may be taken. */
function notBefore({ now }: RelayTable, code: RelayRefusal, at: number): Refused {
  return { is: 'refused', code, retryAfterMs: at - now };
}

function refusalOf({ code, retryAfterMs }: Refused): Refusal {
  const refusal = { code, message: RELAY_REFUSALS[code] };
  return retryAfterMs === undefined ? refusal : { ...refusal, retryAfterMs };
}

/** The open puzzle that an action is about: the one of this id, or without an id the one there is. */
function findOpen(
  table: RelayTable,
  by: string,
  id: string | undefined,
): Refused | { is: 'found'; player: RelayPlayer; open: OpenPuzzle } {
  const player = table.state.players.get(by);
  const open = table.secret.open[by];
  if (!player?.active || !open) return { is: 'refused', code: 'eliminated' };
  if (id === undefined || id === open.id) return { is: 'found', player, open };
  return { is: 'refused', code: hadPuzzle(table, player, id) ? 'puzzle_closed' : 'no_such_puzzle' };
}

function applyRight(table: RelayTable, { player, open, to }: Extract<Verdict, { is: 'right' }>) {
  const { awardGrowth, comesBack } = versionOf(table);
  const amount = awardFor(open.type, open.level, awardGrowth);
  const bonus = bonusFor(amount, comesBack);
  closePuzzle(table, player, 'solved');
  player.solved += 1;
  player.passed += amount;
  player.level = harder(player.level);
  table.state.team_score += amount;
  table.emit({ kind: 'solved', player: player.id, type: open.type });
  givePoints(table, 'award', player.id, to, amount);
  table.emit({ kind: 'award', from: player.id, to: to.id, amount });
  if (bonus > 0) {
    givePoints(table, 'bonus', player.id, player, bonus);
    table.emit({ kind: 'bonus', player: player.id, amount: bonus });
  }
  warm(table, player);
  openPuzzle(table, player);
  return { correct: true, awarded: amount, to: to.id, ...(bonus > 0 ? { bonus } : {}) };
}

function applyWrong(table: RelayTable, { player, open }: Extract<Verdict, { is: 'wrong' }>) {
  const wanted = penaltyFor(open.wrong);
  open.wrong += 1;
  player.wrong += 1;
  player.locked_until = table.now + POLICY.lockMs;
  table.emit({ kind: 'wrong', player: player.id, amount: Math.min(wanted, player.points) });
  const penalty = takePoints(table, 'penalty', player, wanted);
  announceEnd(table);
  return { correct: false, penalty, locked_until: player.locked_until };
}

function applySkip(table: RelayTable, { player, open }: Extract<Verdict, { is: 'skip' }>) {
  const cost = takePoints(table, 'skip', player, POLICY.skipCost);
  closePuzzle(table, player, 'skipped');
  table.emit({ kind: 'skipped', player: player.id, amount: cost });
  table.emit({ kind: 'answer', puzzle_id: open.id, question: open.question, answer: open.answer }, player.id);
  openPuzzle(table, player);
  return { skipped: open.id, cost };
}
