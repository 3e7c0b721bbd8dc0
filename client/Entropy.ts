import { hexOf } from './hexOf.ts';
import type { KeyValue } from './KeyValue.ts';
import type { MatchEvents } from './MatchConnection.ts';
import type { ActionReply, GameAction, MatchView } from './matchView.ts';
import { asParlorError, ParlorError } from './ParlorError.ts';

/**
 * What is kept of a match: it is told again by what the server said first, opened after a reload, and verified later.
 */
interface KeptEntropy {
  match: string;
  /** What the match's secret was committed to when it was seen first. */
  commitment: string;
  /** What this player brings, once it is made. */
  value?: string;
  player?: string;
  /** The server said that it took the value: it is in the decks. */
  acknowledged?: boolean;
}

/** The match that is played or watched, as far as it matters here. */
interface EntropyMatch {
  readonly id: string;
  readonly game: string;
  readonly state: MatchView | null;
  act(action: GameAction): Promise<ActionReply>;
  on<K extends 'state' | 'status' | 'result'>(event: K, fn: (payload: MatchEvents[K]) => void): () => void;
}

interface EntropyNeeds {
  match: EntropyMatch;
  /** Who plays; null for who watches. */
  player: string | null;
  /** Of who plays: who watches keeps nothing for longer. */
  storage: KeyValue;
  /** The server says that the match was committed to something else before. */
  problem(error: ParlorError): void;
}

const KEY = 'parlor.entropy';
/** So many matches are kept, and the oldest are forgotten first: a quarter of a kB each. */
const MOST_KEPT = 20;
/** Of these a refusal is no news: the window closed, or the same player did it elsewhere. */
const EXPECTED = ['entropy_closed', 'match_over', 'closed', 'left'];

/**
 * Brings a player's own chance to the decks of a match that asks for it, by itself: commits to 32 random bytes, opens
 * them when everybody has committed, and sees to it that the match stays committed to what it was first. Without
 * WebCrypto (a page without TLS) it brings nothing.
 */
export class Entropy {
  readonly #needs: EntropyNeeds;
  #sent = '';
  #swapped = false;
  #stopListening = () => {};

  constructor(needs: EntropyNeeds) {
    this.#needs = needs;
    const look = () => this.#look();
    this.#stopListening = needs.match.on('state', look);
    // Every state is read for this until entropy is brought; afterwards now and then is enough.
    needs.match.on('status', look);
    needs.match.on('result', look);
    look();
  }

  #look(): void {
    const { match, player } = this.#needs;
    const { state } = match;
    if (!state) return;
    const { entropy_open: open, match_commitment: commitment } = state;
    if (typeof commitment === 'string' && commitment !== '') this.#watch(commitment);
    if (!open && ['playing', 'finished'].includes(state.phase)) this.#stopListening();
    const me = player === null ? undefined : state.players[player];
    if (!open || !me || typeof commitment !== 'string') return;
    if (open === 'commit' && me.entropy === '') void this.#send('commit');
    if (open === 'value' && me.entropy === me.entropy_commitment && me.entropy) void this.#send('value');
  }

  /** Notices a commitment that is another than before. */
  #watch(commitment: string): void {
    const { match, storage, problem } = this.#needs;
    const kept = this.#kept;
    if (kept === null) keep(storage, { match: match.id, commitment });
    if (kept === null || kept.commitment === commitment || this.#swapped) return;
    this.#swapped = true;
    problem(
      new ParlorError(
        'commitment_changed',
        'The server committed to other cards before: this match cannot be trusted.',
      ),
    );
  }

  /** Once for each window: who acts sends it again by themselves. */
  async #send(what: 'commit' | 'value'): Promise<void> {
    const { match, player, problem } = this.#needs;
    if (this.#sent === what || this.#swapped || player === null) return;
    if (!globalThis.crypto?.subtle) return;
    this.#sent = what;
    try {
      const value = what === 'commit' ? this.#made(player) : this.#kept?.value;
      if (value === undefined) return; // another device made it
      const commitment = await sha256(`parlor/${match.game}/1/player|${match.id}|${player}|${value}`);
      if (what === 'commit') {
        await match.act({ action: 'entropy', commit: commitment });
        return;
      }
      if (match.state?.players[player]?.entropy_commitment !== commitment) return; // another device was first
      await match.act({ action: 'entropy', value });
      this.#keep({ acknowledged: true });
    } catch (thrown) {
      const error = asParlorError(thrown);
      if (!EXPECTED.includes(error.code)) problem(error);
    }
  }

  /** What is brought to this match: one value, also when two pages of the player make it. */
  #made(player: string): string | undefined {
    const kept = this.#kept;
    if (!kept || kept.value !== undefined) return kept?.value;
    const value = hexOf(crypto.getRandomValues(new Uint8Array(32)));
    this.#keep({ value, player });
    return value;
  }

  /** Keeps more of this match, unless it is forgotten by now. */
  #keep(more: Partial<KeptEntropy>): void {
    const kept = this.#kept;
    if (kept) keep(this.#needs.storage, { ...kept, ...more });
  }

  get #kept(): KeptEntropy | null {
    return keptEntropy(this.#needs.storage, this.#needs.match.id);
  }
}

/** What was kept of a match; null when nothing was, or later ones took its place. */
export function keptEntropy(storage: KeyValue, match: string): KeptEntropy | null {
  return allKept(storage).find((kept) => kept.match === match) ?? null;
}

/** All that is kept, the oldest first. */
function allKept(storage: KeyValue): KeptEntropy[] {
  const is = (value: unknown): value is KeptEntropy =>
    typeof value === 'object' && value !== null && 'match' in value && 'commitment' in value;
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    // One by itself is what was kept before there were several.
    return (Array.isArray(kept) ? kept : [kept]).filter(is);
  } catch {
    return []; // something else is stored there
  }
}

/** Keeps this in the place of what was kept of the match, and forgets the oldest when there are too many. */
function keep(storage: KeyValue, one: KeptEntropy): void {
  const all = allKept(storage);
  const at = all.findIndex(({ match }) => match === one.match);
  if (at === -1) all.push(one);
  else all[at] = one;
  storage.setItem(KEY, JSON.stringify(all.slice(-MOST_KEPT)));
}

async function sha256(text: string): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}
