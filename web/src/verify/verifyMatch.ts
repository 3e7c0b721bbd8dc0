import { bytes32, hexOf, hmacUnder, sha256 } from './digests.ts';
import type { Brought, MatchFile } from './matchFile.ts';
import type { Step } from './Step.ts';
import { verifyHand } from './verifyHand.ts';

const NAME = 'parlor/holdem/1';

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
  const steps = [secret, entropy, numbersStep(match), ...keptSteps(match, kept)];
  const bytes = secret.found === 'right' ? bytes32(match.match_secret) : null;
  const under = bytes && (await hmacUnder(bytes));
  const hands: VerifiedHand[] = [];
  let previous = match.match_commitment;
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

async function secretStep({ match_id, match_commitment, match_secret }: MatchFile): Promise<Step> {
  const about = { id: 'secret', title: 'The match’s secret is what was committed to before anybody played' };
  if (match_secret === null) return { ...about, found: 'open', said: 'It is told when the match is over.' };
  const right =
    bytes32(match_secret) !== null &&
    (await sha256(`${NAME}/match|${match_id}|${match_secret}`)) === match_commitment;
  return { ...about, found: right ? 'right' : 'wrong', said: match_secret };
}

async function entropyStep({ match_id, players }: MatchFile): Promise<Step> {
  const wrong: string[] = [];
  for (const { id, seat, commitment, value } of players) {
    if (value === null) continue;
    const right =
      bytes32(value) !== null && (await sha256(`${NAME}/player|${match_id}|${id}|${value}`)) === commitment;
    if (!right) wrong.push(`seat ${seat}`);
  }
  const brought = players.filter(({ value }) => value !== null).length;
  return {
    id: 'entropy',
    title: 'What players brought to the decks is what they had committed to',
    found: wrong.length === 0 ? 'right' : 'wrong',
    said:
      wrong.length === 0
        ? `${brought} of ${players.length} brought something.`
        : `Not at ${wrong.join(', ')}.`,
  };
}

/** Whether there are all hands, up to the last one: a chain says nothing of what was cut off at its end. */
function numbersStep({
  hands,
  hand_count = null,
  last_hash = null,
  match_commitment,
  running,
}: MatchFile): Step {
  const about = { id: 'numbers', title: 'No hand is missing' };
  const gap = hands.findIndex(({ hand }, i) => hand !== i + 1);
  if (gap !== -1) return { ...about, found: 'wrong', said: `Hand ${gap + 1} is not where it should be.` };
  const count = hands.length === 1 ? 'One hand' : `${hands.length} hands`;
  if (hand_count === null || last_hash === null) {
    const because = running
      ? 'It is told how many there are when the match is over'
      : 'Nobody kept how many there were';
    return { ...about, found: 'open', said: `${count} without a gap. ${because}.` };
  }
  const last = hands.at(-1);
  const end = last?.shown_after?.hash ?? last?.hash ?? match_commitment;
  if (hands.length !== hand_count)
    return { ...about, found: 'wrong', said: `${count}, but there were ${hand_count}.` };
  if (end !== last_hash)
    return { ...about, found: 'wrong', said: `${count}, but the last is not the one that was kept.` };
  return { ...about, found: 'right', said: `${count}.` };
}

function keptSteps(match: MatchFile, kept: KeptHere | null): Step[] {
  if (kept === null) return [];
  const same: Step = {
    id: 'kept',
    title: 'It is what this browser saw when the match began',
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
