import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { arc, seatPoint } from './arcs.ts';
import type { RelayView } from './relayView.ts';
import { nextActive, startingWith } from './ringOrder.ts';
import { Seat } from './Seat.tsx';
import { TeamScore, TimeLeft } from './TableFigures.tsx';
import { useGains } from './useGains.ts';

/** Everybody at the table in the order of the ring, the viewer first, and who feeds whom. */
export function Ring({ match, view, me }: { match: MatchConnection; view: RelayView; me: string | null }) {
  const gains = useGains(match);
  const players = startingWith(view.players, me);
  const fed = me === null ? undefined : nextActive(players, me);
  return (
    <div className="ring">
      <svg className="ring__arrows" viewBox="0 0 100 100" aria-hidden="true">
        <defs>
          <marker
            id="tip"
            viewBox="0 0 8 8"
            refX="6"
            refY="4"
            markerWidth="4.5"
            markerHeight="4.5"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M1 1 L7 4 L1 7" fill="none" stroke="context-stroke" strokeWidth="1.5" />
          </marker>
        </defs>
        {players.map((player, index) => {
          const next = player.active ? nextActive(players, player.id) : undefined;
          if (!next) return null;
          return (
            <path
              key={player.id}
              className={player.id === me ? 'ring__arrow--mine' : undefined}
              d={arc(index, players.indexOf(next), players.length)}
              markerEnd="url(#tip)"
            />
          );
        })}
      </svg>
      <div className="ring__centre">
        <TimeLeft view={view} />
        <TeamScore view={view} />
      </div>
      <ol className="ring__seats" aria-label="The ring: each feeds the next">
        {players.map((player, index) => (
          <Seat
            key={player.id}
            player={player}
            point={seatPoint(index, players.length)}
            me={player.id === me}
            fed={player.id === fed?.id}
            started={view.phase === 'playing' || view.phase === 'finished'}
            gain={gains[player.id]}
          />
        ))}
      </ol>
    </div>
  );
}
