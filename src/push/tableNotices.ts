import type { GameInfo } from '../games/game.ts';
import type { MatchId, PlayerId, TicketId } from '../lib/ids.ts';
import type { NewNotification } from './Notifications.ts';

type NamedGame = Pick<GameInfo, 'name' | 'title'>;

/** A player is asked whether they are there for a table. */
export interface TableQuestion {
  ticket: TicketId;
  /** Epoch ms. */
  deadline: number;
}

/** A table waits for its people about so long. */
const FOUND_S = 60;
/** A party that is ready does not stay so for long. */
const READY_S = 10 * 60;

/** What somebody is told who is asked, and has no lobby open that shows it. It is told while it can be answered. */
export function readyCheckNotice(
  player: PlayerId,
  { name, title = name }: NamedGame,
  { ticket, deadline }: TableQuestion,
  now: number,
): NewNotification {
  return {
    audience: { player },
    topic: 'match',
    priority: 'high',
    title: `A table of ${title} is ready`,
    body: 'Accept within a few seconds.',
    data: { kind: 'ready_check', ticket, game: name, link: '/' },
    ttlS: Math.max(1, Math.ceil((deadline - now) / 1000)),
    dedupeKey: `ready ${ticket} ${deadline}`,
  };
}

/** The same of a table that was made for them. */
export function matchFoundNotice(
  player: PlayerId,
  { name, title = name }: NamedGame,
  match: MatchId,
): NewNotification {
  return {
    audience: { player },
    topic: 'match',
    priority: 'high',
    title: `Your table of ${title} waits for you`,
    data: { kind: 'match_found', match, game: name, link: `/table/${match}` },
    ttlS: FOUND_S,
    dedupeKey: `found ${match} ${player}`,
  };
}

/** The leader of a party, who has no lobby open, could start the next round. */
export function partyReadyNotice(
  player: PlayerId,
  { name, title = name }: NamedGame,
  party: string,
): NewNotification {
  return {
    audience: { player },
    topic: 'party',
    priority: 'normal',
    title: `Your party is ready to play ${title}`,
    data: { kind: 'party_ready', game: name, link: '/' },
    ttlS: READY_S,
    dedupeKey: `ready ${party} ${player}`,
  };
}
