import { bytes32, hexOf, hmacUnder, sha256 } from './digests.ts';
import { type Brought, CHAINED_FROM_COMMITMENTS, isOver, type MatchFile } from './matchFile.ts';
import type { Step } from './Step.ts';
import { sortedJson } from './sortedJson.ts';
import { verifyHand } from './verifyHand.ts';

const NAME = 'parlor/holdem/1';

/** The step that rests on what this browser saw by itself. */
export const KEPT_HERE = 'kept';

/** What a browser kept of a match while it was played. */
interface KeptHere {
  commitment: string;
  value?: string;
  /** Who brought it, and whether the server said that it took it. */
  player?: string;
  acknowledged?: boolean;
}

export interface VerifiedHand {
  hand: number;
  steps: Step[];
}

export interface Verified {
  /** Of the match as a whole. */
  steps: Step[];
  hands: VerifiedHand[];
}

/** Verifies everything that a record of a match can tell. @param kept what this browser knows of it by itself */
export async function verifyMatch(match: MatchFile, kept: KeptHere | null = null): Promise<Verified> {
  const secret = await secretStep(match);
  const entropy = await entropyStep(match);
  const start = await startOf(match);
  const steps = [secret, entropy, ...start.steps, numbersStep(match, start.hash), ...keptSteps(match, kept)];
  const bytes = secret.found === 'right' ? bytes32(match.match_secret) : null;
  const under = bytes && (await hmacUnder(bytes));
  const hands: VerifiedHand[] = [];
  let previous = start.hash;
  for (const hand of match.hands) {
    const derived = under ? hexOf(await under(`hand|${hand.hand}`)) : null;
    const told = entropy.found === 'right' ? entropyOf(match.players) : null;
    hands.push({
      hand: hand.hand,
      steps: await verifyHand(match, hand, { previous, derived, entropy: told }),
    });
    previous = hand.shown_after?.hash ?? hand.hash;
  }
  return { steps, hands };
}

/** The deck of a hand depends on this text: every seat, and what came from it. */
export function entropyOf(players: readonly Brought[]): string {
  const seats = [...players].sort((a, b) => a.seat - b.seat);
  return seats.map(({ seat, value }) => `${seat}:${value ?? '-'}`).join();
}

async function secretStep(match: MatchFile): Promise<Step> {
  const { match_id, match_commitment, match_secret } = match;
  const about = { id: 'secret', title: 'The match’s secret is what was committed to before anybody played' };
  if (match_secret === null)
    return isOver(match)
      ? { ...about, found: 'wrong', said: 'It is not told, though the match is over.' }
      : { ...about, found: 'open', said: 'It is told when the match is over.' };
  const right =
    bytes32(match_secret) !== null &&
    (await sha256(`${NAME}/match|${match_id}|${match_secret}`)) === match_commitment;
  return { ...about, found: right ? 'right' : 'wrong', said: match_secret };
}

async function entropyStep({ match_id, players }: MatchFile): Promise<Step> {
  const about = { id: 'entropy', title: 'What players brought to the decks is what they had committed to' };
  if (players.some(({ seat }, i) => seat <= (players[i - 1]?.seat ?? -1)))
    return { ...about, found: 'wrong', said: 'Players are not in the order of their seats.' };
  const wrong: string[] = [];
  for (const { id, seat, commitment, value } of players) {
    if (value === null) continue;
    const right =
      bytes32(value) !== null && (await sha256(`${NAME}/player|${match_id}|${id}|${value}`)) === commitment;
    if (!right) wrong.push(`seat ${seat}`);
  }
  const brought = players.filter(({ value }) => value !== null).length;
  return {
    ...about,
    found: wrong.length === 0 ? 'right' : 'wrong',
    said:
      wrong.length === 0
        ? `${brought} of ${players.length} brought something.`
        : `Not at ${wrong.join(', ')}.`,
  };
}

/**
 * What the first hand follows: by the newer format what all players had committed to as well, whether they opened it or
 * not.
 */
async function startOf(match: MatchFile): Promise<{ hash: string; steps: Step[] }> {
  const { match_id, match_commitment, format, start_hash = null, hands } = match;
  if (format !== CHAINED_FROM_COMMITMENTS) return { hash: match_commitment, steps: [] };
  const players = [...match.players]
    .sort((a, b) => a.seat - b.seat)
    .map(({ id, seat, commitment }) => ({ id, seat, commitment }));
  const begins = sortedJson({ format, match_commitment, players });
  const made = await sha256(`${NAME}/record|${match_id}|${begins}`);
  const about = { id: 'start', title: 'The first hand follows what players had committed to' };
  if (start_hash !== null) {
    const right = start_hash === made;
    return { hash: start_hash, steps: [{ ...about, found: right ? 'right' : 'wrong', said: start_hash }] };
  }
  const step: Step =
    isOver(match) || hands.length > 0
      ? { ...about, found: 'wrong', said: 'It is not told, though hands are over.' }
      : { ...about, found: 'open', said: 'It is told when the first hand is dealt.' };
  return { hash: made, steps: [step] };
}

/** Whether there are all hands, up to the last one: a chain says nothing of what was cut off at its end. */
function numbersStep(match: MatchFile, start: string): Step {
  const { hands, hand_count = null, last_hash = null, format, match_secret } = match;
  const over = isOver(match);
  const about = { id: 'numbers', title: 'No hand is missing' };
  const gap = hands.findIndex(({ hand }, i) => hand !== i + 1);
  if (gap !== -1) return { ...about, found: 'wrong', said: `Hand ${gap + 1} is not where it should be.` };
  const count = hands.length === 1 ? 'One hand' : `${hands.length} hands`;
  if (match.more === true)
    return { ...about, found: 'wrong', said: `${count}. There are later ones, and they are not in it.` };
  if (!over && [hand_count, last_hash, match_secret].some((end) => end !== null))
    return { ...about, found: 'wrong', said: 'Its end is told, and that it goes on.' };
  if (hand_count === null || last_hash === null) {
    if (over && format === CHAINED_FROM_COMMITMENTS)
      return {
        ...about,
        found: 'wrong',
        said: `${count}. How many there were is not told, though the match is over.`,
      };
    const because = over
      ? 'Nobody kept how many there were'
      : 'It is told how many there are when the match is over';
    return { ...about, found: 'open', said: `${count} without a gap. ${because}.` };
  }
  const last = hands.at(-1);
  const end = last?.shown_after?.hash ?? last?.hash ?? start;
  if (hands.length !== hand_count)
    return { ...about, found: 'wrong', said: `${count}, but there were ${hand_count}.` };
  if (end !== last_hash)
    return { ...about, found: 'wrong', said: `${count}, but the last is not the one that was kept.` };
  return { ...about, found: 'right', said: `${count}.` };
}

function keptSteps(match: MatchFile, kept: KeptHere | null): Step[] {
  const about = { id: KEPT_HERE, title: 'It is what this browser saw when the match began' };
  if (kept === null)
    return [{ ...about, found: 'open', said: 'Nothing of this match is kept on this device.' }];
  const same: Step = {
    ...about,
    found: kept.commitment === match.match_commitment ? 'right' : 'wrong',
    said: kept.commitment,
  };
  if (kept.value === undefined) return [same];
  return [same, ownStep(match, kept)];
}

/** What came too late is in no deck, and nobody's fault: only what the server said it took must be there. */
function ownStep({ players, running, hands }: MatchFile, kept: KeptHere): Step {
  const about = { id: 'own', title: 'What this browser brought is in the decks' };
  const own = players.find(({ id }) => id === kept.player);
  if (own?.value === kept.value) return { ...about, found: 'right', said: kept.value ?? '' };
  if (running && hands.length === 0)
    return { ...about, found: 'open', said: 'It is told as soon as a hand is over.' };
  if (kept.acknowledged === true) return { ...about, found: 'wrong', said: kept.value ?? '' };
  return { ...about, found: 'open', said: 'It did not come in time, or another device brought something.' };
}
