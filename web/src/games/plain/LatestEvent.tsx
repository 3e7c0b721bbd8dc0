import { useEffect, useState } from 'react';
import type { AnimationEvent } from '../../../../client/matchView.ts';
import { UserText } from '../../components/UserText.tsx';
import { spoken } from '../../lib/spoken.ts';
import type { TableFeed } from '../../table/tableFeed.ts';
import { type PlainPlayer, shown } from './plainView.ts';

interface Props {
  feed: TableFeed;
  players: readonly PlainPlayer[];
}

/** The latest thing that happened, as the game tells it. */
export function LatestEvent({ feed, players }: Props) {
  const [event, setEvent] = useState<AnimationEvent | null>(null);
  useEffect(() => feed.on('animation', setEvent), [feed]);
  const nameOf = (id: string) => players.find((player) => player.id === id)?.name;
  return (
    <p className="table__event" role="status">
      {event && (
        <>
          {spoken(event.kind)}
          {detailsOf(event).map(([field, value]) => (
            <span key={field}>
              {' · '}
              {field === 'player' ? '' : `${spoken(field)} `}
              <UserText>{shown(value, nameOf)}</UserText>
            </span>
          ))}
        </>
      )}
    </p>
  );
}

function detailsOf({ kind: _, ...details }: AnimationEvent): [string, unknown][] {
  return Object.entries(details).filter(([, value]) => value !== undefined);
}
