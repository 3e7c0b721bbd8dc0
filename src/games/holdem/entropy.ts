import type { Outcome } from '../game.ts';
import { ABSENT, bindsCommitments, broughtBy, commitMatch, commitmentOf } from './decks.ts';
import { entropyCommitment } from './fairness.ts';
import { nextHand } from './hand.ts';
import { startOfChain } from './handRecord.ts';
import type { HoldemAction } from './messages.ts';
import { refuse } from './refusals.ts';
import type { HoldemPlayer } from './state.ts';
import { ENTROPY_MS } from './structure.ts';
import { bySeat, type Deck, type HoldemTable } from './table.ts';
import { noTurn } from './turns.ts';

type Entropy = Extract<HoldemAction, { action: 'entropy' }>;

/**
 * Hand 0: everybody commits to a value, then everybody opens theirs. The secret of the match is committed to before, so
 * the server cannot answer to what they bring. Bots bring nothing: what they would bring, the server would know.
 */
export function askForEntropy(table: HoldemTable, deck: Deck): void {
  const { state } = table;
  commitMatch(table);
  Object.assign(state, { commitment: commitmentOf(table, 1), next_commitment: commitmentOf(table, 1) });
  if (bindsCommitments(table)) state.start_hash = '';
  for (const player of bySeat(state)) player.entropy = player.bot ? ABSENT : '';
  open(table, 'commit');
  closeIfDone(table, deck);
}

/** Takes what a player commits to, or what they committed to: each once, in its window. */
export function takeEntropy(
  table: HoldemTable,
  deck: Deck,
  player: HoldemPlayer,
  { commit, value = '' }: Entropy,
): Outcome {
  const { id, state } = table;
  if (!isAwaited(table, player) || (commit === undefined) !== (state.entropy_open === 'value'))
    return refuse('entropy_closed');
  if (commit !== undefined) Object.assign(player, { entropy: commit, entropy_commitment: commit });
  else if (entropyCommitment(id, player.id, value) === player.entropy_commitment) player.entropy = value;
  else return refuse('entropy_mismatch');
  closeIfDone(table, deck);
  return { result: {} };
}

/** Whether the window that is open waits for a player. */
function isAwaited({ state }: HoldemTable, player: HoldemPlayer): boolean {
  if (player.left || player.entropy === ABSENT) return false;
  if (state.entropy_open === 'commit') return player.entropy === '';
  return state.entropy_open === 'value' && broughtBy(player) === null;
}

/** Goes on as soon as nobody is awaited any more. */
export function closeIfDone(table: HoldemTable, deck: Deck): void {
  if (!bySeat(table.state).some((player) => isAwaited(table, player))) closeWindow(table, deck);
}

/**
 * The time of a window is over: who did not bring what it was for is absent. Then the next window, or the first hand.
 */
export function closeWindow(table: HoldemTable, deck: Deck): void {
  const { state } = table;
  for (const player of bySeat(state)) if (isAwaited(table, player)) player.entropy = ABSENT;
  if (state.entropy_open === 'commit') {
    open(table, 'value');
    closeIfDone(table, deck);
    return;
  }
  // Who left with a commitment that was not opened.
  for (const player of bySeat(state)) if (broughtBy(player) === null) player.entropy = ABSENT;
  state.entropy_open = '';
  if (bindsCommitments(table)) state.start_hash = startOfChain(table);
  state.level_ends_at = table.now;
  nextHand(table, deck);
}

function open(table: HoldemTable, window: 'commit' | 'value'): void {
  table.state.entropy_open = window;
  noTurn(table, table.now + ENTROPY_MS);
}
