import type { PartyId, PlayerId } from '../lib/ids.ts';
import type { ChatLine } from '../protocol/chat.ts';

/** A line as it is kept: name and face are looked up. */
export type PartyLine = Omit<ChatLine, 'name' | 'face'>;

/** Friends who queue together. */
export interface Party {
  id: PartyId;
  /** Who may start the queue and show members out; the one who is longest in it, when the leader leaves. */
  leader: PlayerId;
  /** What `party_join` wants: short, to be read out, and in an invitation's link. */
  code: string;
  members: { id: PlayerId; ready: boolean }[];
  /** Players who may come in without the code. */
  invited: PlayerId[];
  /** Who was shown out, and stays out until the leader invites them. Parties of before have none. */
  shownOut?: readonly PlayerId[];
  /** Nobody comes in by the code. */
  locked?: boolean;
  /** What was said last, oldest first. */
  lines?: readonly PartyLine[];
  game: string;
  /** Grows with each change: a change is made to what was read, or not at all. */
  version: number;
  /** Epoch ms. */
  touchedAt: number;
}

/** Who queues when a player does. */
export interface Together {
  /** Null for one who is alone. */
  party: PartyId | null;
  /** The player who asks comes first. */
  members: { id: PlayerId; name: string }[];
  /** Asks whether it would be the same by now: somebody may have left meanwhile. */
  unchanged(): Promise<boolean>;
}

export const MAX_PARTY = 5;

/** Every party. A player is in one at most. */
export interface PartyStore {
  of(player: PlayerId): Promise<Party | null>;
  byCode(code: string): Promise<Party | null>;
  /** Stores a new party, or one whose stored version is one less. False when it is not, or a member is in another. */
  put(party: Party): Promise<boolean>;
  /** Forgets a party, if it still has this version. */
  remove(id: PartyId, version: number): Promise<boolean>;
  /** Forgets those that nobody touched since. */
  forget(before: number): Promise<void>;
}
