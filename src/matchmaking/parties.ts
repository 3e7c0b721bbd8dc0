import type { MatchId, PlayerId } from '../lib/ids.ts';
import { nameIn, type Shown, shownIn } from '../players/playerNames.ts';
import type { ChatLine } from '../protocol/chat.ts';
import type { PartyView } from '../protocol/party.ts';
import { MAX_PARTY, type Party } from './party.ts';

/** A party as who has its code may see it before they join. */
export interface PartyGlance {
  code: string;
  /** The leader's name; null while the party is locked. */
  leader: string | null;
  game: string;
  members: number;
  full: boolean;
  locked: boolean;
}

/** Who asks. */
export interface PartyPlayer {
  id: PlayerId;
}

/** Parties, as rooms and HTTP use them. Whatever changes one is told to all its members as `party {party}`. */
export interface Parties {
  of(player: PlayerId): Promise<PartyView | null>;
  /**
   * Opens a party; one who is in one gets that.
   * @throws Problem 404 `unknown_game`
   */
  create(player: PartyPlayer, game?: string): Promise<PartyView>;
  /**
   * Looks a code up, for somebody at this address; null when no party has it.
   * @throws Problem 429 `too_many_joins` after ten that none had, within a minute
   */
  look(code: string, address: string): Promise<PartyGlance | null>;
  /**
   * @throws Problem 403 `shown_out`; 404 `unknown_party`; 409 `already_in_party`, `party_full`, `party_locked`,
   * `name_taken_here`; 429 `too_many_joins`
   */
  joinByCode(player: PartyPlayer, code: string, address: string): Promise<PartyView>;
  /**
   * Lets a player in without the code, and tells them. One who was shown out is the leader's to invite.
   * @throws Problem 403 `not_leader`; 404 `no_party`; 409 `party_full`; 429 `too_many_invitations`
   */
  invite(player: PartyPlayer, whom: PlayerId): Promise<PartyView>;
  /** Joins the party of the one who invited. @throws Problem 404 `unknown_invitation`, and as `joinByCode` */
  acceptInvitation(player: PartyPlayer, from: PlayerId): Promise<PartyView>;
  /**
   * Asks whether a player may be called so, who is in a party perhaps.
   * @throws Problem 409 `name_taken_here` when another member's name can be taken for it
   */
  renaming(player: { id: PlayerId; name: string }): Promise<void>;
  /** @throws Problem 404 `no_party` */
  ready(player: PlayerId, ready: boolean): Promise<PartyView>;
  /** The longest there leads on. Whoever is in no party has left already. */
  leave(player: PlayerId): Promise<void>;
  /**
   * The code changes, and who was shown out does not come back with the new one either. Fifty are kept out so: after
   * them each time the door is shut, as by `lock`.
   * @throws Problem 403 `not_leader`; 404 `no_party`
   */
  kick(player: PlayerId, whom: PlayerId): Promise<PartyView>;
  /** Another game ends the party's search. @throws Problem 403 `not_leader`; 404 `no_party`, `unknown_game` */
  setGame(player: PlayerId, game: string): Promise<PartyView>;
  /** Another code: the old one lets nobody in any more. @throws Problem 403 `not_leader`; 404 `no_party` */
  renewCode(player: PlayerId): Promise<PartyView>;
  /** Lets nobody in by the code, or again. @throws Problem 403 `not_leader`; 404 `no_party` */
  lock(player: PlayerId, locked: boolean): Promise<PartyView>;
  /**
   * Opens a table for the party alone, its empty seats for bots if wanted, and calls everybody to it.
   * @throws Problem 403 `not_leader`; 404 `no_party`; 409 `party_not_ready`, `too_few_players`, `too_many_players`,
   * `already_in_match`
   */
  start(player: PartyPlayer, bots: boolean): Promise<{ match_id: MatchId }>;
  /** Tells all members. @throws Problem 400 `invalid_chat`; 404 `no_party`; 429 `chat_too_fast` */
  say(player: PartyPlayer, text: string): Promise<{ id: number }>;
  /** What was said last in the player's party, oldest first. */
  said(player: PlayerId): Promise<readonly ChatLine[]>;
  /** A player is called something else now: tells the party. */
  renamed(player: PlayerId): Promise<void>;
}

/** So many of those who were invited are shown: no more could come. */
export const INVITED_SHOWN = MAX_PARTY - 1;

/** Shows a party to its members. @param names of these, and of the last who were invited */
export function partyView(
  { id, code, leader, game, locked = false, members, invited }: Party,
  names: ReadonlyMap<string, Shown>,
): PartyView {
  const shown = members.map((one) => ({
    id: one.id,
    ...shownIn(names, one.id),
    ready: one.ready || one.id === leader,
  }));
  const awaited = invited.slice(-INVITED_SHOWN).map((one) => ({ id: one, ...shownIn(names, one) }));
  return {
    ...{ party_id: id, code, leader, game, locked, members: shown },
    ...(awaited.length > 0 && { invited: awaited }),
  };
}

/** Shows a party to somebody who is not in it. */
export function partyGlance(
  { code, leader, game, locked = false, members }: Party,
  names: ReadonlyMap<string, Shown>,
): PartyGlance {
  const name = locked ? null : nameIn(names, leader);
  const full = members.length >= MAX_PARTY;
  return { code, leader: name, game, members: members.length, full, locked };
}
