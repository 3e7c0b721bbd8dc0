import type { CSSProperties } from 'react';
import { useMedia } from '../../lib/useMedia.ts';
import type { TableFeed } from '../../table/tableFeed.ts';
import { useHeardAt } from '../../table/useGameTime.ts';
import { arc, FLAT, NARROW, type RingRoom, type RingShape, ROUND, ringShape, seatPoint } from './arcs.ts';
import { Flights } from './Flights.tsx';
import { leaders } from './points.ts';
import type { RelayView } from './relayView.ts';
import { fedBy, nextActive, startingWith } from './ringOrder.ts';
import { Seat } from './Seat.tsx';
import { TeamScore, TimeLeft } from './TableFigures.tsx';
import { useGains } from './useGains.ts';

/** By how much the table is larger than the ring of those who sit at it, in units of the ring's box. */
const RIM = 4;

/** Wide and low, as a laptop at 200 %: the ring stands beside the puzzle. The style sheets say the same. */
const LOW_SCREEN = '(min-width: 40rem) and (max-width: 59.99rem) and (max-height: 34rem)';

interface Props {
  feed: TableFeed;
  view: RelayView;
  /** Whose table it is: sits at the bottom. Null: nobody's. */
  me: string | null;
  /** That is the reader. */
  own?: boolean;
  /** How dark the room is, 0 to 1. */
  dark?: number;
}

/** Everybody at the table in the order of the ring, one of them first, and who feeds whom. */
export function Ring({ feed, view, me, own = true, dark = 0 }: Props) {
  const gains = useGains(feed);
  const since = useHeardAt(view.elapsed);
  const room = useRingRoom();
  const players = startingWith(view.players, me);
  const shape = ringShape(room, players.length);
  const fed = fedBy(players, me);
  const ahead = leaders(players);
  // Before the start nobody is out: the arrows are those that will be.
  const before = view.phase === 'waiting' || view.phase === 'countdown';
  const ring = before ? players.map((player) => ({ ...player, active: true })) : players;
  const inRoom = { '--dark': dark } as CSSProperties;
  return (
    <div className="ring" style={styleOf(shape)}>
      <svg className="ring__felt" viewBox={`0 0 100 ${shape.height}`} aria-hidden="true">
        <defs>
          <radialGradient id="felt">
            <stop offset="0" className="ring__felt-lit" style={inRoom} />
            <stop offset="1" className="ring__felt-far" style={inRoom} />
          </radialGradient>
        </defs>
        <ellipse
          className="ring__table"
          cx={shape.centre.x}
          cy={shape.centre.y}
          rx={shape.rx + RIM}
          ry={shape.ry + RIM}
        />
      </svg>
      <svg className="ring__arrows" viewBox={`0 0 100 ${shape.height}`} aria-hidden="true">
        <defs>
          <Tip id="tip" />
          <Tip id="tip-mine" mine />
        </defs>
        {ring.map((player, index) => {
          const next = player.active ? nextActive(ring, player.id) : undefined;
          if (!next) return null;
          return (
            <path
              key={player.id}
              className={`ring__arrow ${player.id === me ? 'ring__arrow--mine' : ''}`}
              d={arc(shape, index, ring.indexOf(next), ring.length)}
              markerEnd={player.id === me ? 'url(#tip-mine)' : 'url(#tip)'}
            />
          );
        })}
      </svg>
      <div className="ring__centre">
        {started(view) && (
          <>
            <TimeLeft view={view} />
            <TeamScore view={view} />
          </>
        )}
      </div>
      <ol className="ring__seats" aria-label="The ring: each feeds the next">
        {players.map((player, index) => {
          const { x, y } = seatPoint(shape, index, players.length);
          return (
            <Seat
              key={player.id}
              player={player}
              place={{ x, y: (100 * y) / shape.height }}
              me={player.id === me}
              own={own}
              fed={player.id === fed?.id}
              leads={ahead.includes(player.id)}
              phase={view.phase}
              decay={view.decay}
              since={since}
              gain={gains[player.id]}
            />
          );
        })}
      </ol>
      <Flights feed={feed} shape={shape} players={players} />
    </div>
  );
}

/** The head of an arrow. Not every browser gives one the colour of its line. */
function Tip({ id, mine = false }: { id: string; mine?: boolean }) {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX="6"
      refY="4"
      markerWidth="4.5"
      markerHeight="4.5"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path
        className={`ring__tip ${mine ? 'ring__tip--mine' : ''}`}
        d="M1 1 L7 4 L1 7"
        fill="none"
        strokeWidth="1.5"
      />
    </marker>
  );
}

/** As the style sheet sizes gauges and names. */
function useRingRoom(): RingRoom {
  const wide = useMedia('(min-width: 60rem)');
  const narrow = useMedia(`(max-width: 23.74rem), ${LOW_SCREEN}`);
  return wide ? ROUND : narrow ? NARROW : FLAT;
}

function styleOf({ height, middle }: RingShape): CSSProperties {
  return { '--ratio': `100 / ${height}`, '--middle': (100 * middle) / height } as CSSProperties;
}

/** Before that there are no figures yet. */
function started({ phase }: RelayView): boolean {
  return phase === 'playing' || phase === 'finished';
}
