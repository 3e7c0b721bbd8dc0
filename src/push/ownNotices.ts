import { isolated } from '../lib/isolated.ts';
import type { MatchResult } from '../match/records.ts';
import type { NewNotification } from './Notifications.ts';

/** Who invites somebody to a party. */
export interface Invitation {
  from: string;
  /** As the one who invites is called. */
  name: string;
  /** The code that lets into the party. */
  code: string;
  game: string;
}

const HOUR_S = 60 * 60;

/** What the one is told who is invited: now, or when they come back within the hour. */
export function invitationNotice(player: string, { from, name, code, game }: Invitation): NewNotification {
  return {
    audience: { player },
    topic: 'party',
    priority: 'high',
    title: `${isolated(name)} invites you to a party`,
    data: { kind: 'party_invitation', from, game, link: `/party/${code}` },
    ttlS: HOUR_S,
    // Of another party, or with another code, it is another invitation.
    dedupeKey: `${from} ${code} ${player}`,
  };
}

/** What those are told of a result who had left before it: they saw no end. */
export function resultNotices({ id, game, outcome, standings, left }: MatchResult): NewNotification[] {
  if (outcome !== 'finished') return [];
  return left.flatMap((player) => {
    const place = standings.find((standing) => standing.id === player)?.rank;
    if (place === undefined) return [];
    return [
      {
        audience: { player },
        topic: 'match',
        priority: 'low' as const,
        title: `A match that you left is over: you came in at ${place} of ${standings.length}`,
        data: { kind: 'result', match: id, game, link: `/matches/${id}` },
        dedupeKey: `${id} ${player}`,
      },
    ];
  });
}
