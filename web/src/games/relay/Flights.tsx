import { useCallback, useEffect, useRef, useState } from 'react';
import { useCalm } from '../../lib/useMedia.ts';
import type { TableFeed } from '../../table/tableFeed.ts';
import { clearWay, flightFrames, type RingShape } from './arcs.ts';
import { Flame } from './Flame.tsx';
import type { RelayPlayerView } from './relayView.ts';

/** Points on their way from one player to the next. */
interface Flight {
  key: number;
  from: string;
  to: string;
}

const FLIGHT_MS = 750;
/** More at once nobody can follow. */
const MAX_FLIGHTS = 8;

let last = 0;

interface Props {
  feed: TableFeed;
  shape: RingShape;
  /** In the order in which they sit. */
  players: readonly RelayPlayerView[];
}

/**
 * Awards that travel along the ring: flames from one lamp to the next, clear of both. How much it was stands at whom it
 * reached.
 */
export function Flights({ feed, shape, players }: Props) {
  const [flights, setFlights] = useState<Flight[]>([]);
  const calm = useCalm();
  const land = useCallback((key: number) => {
    setFlights((all) => all.filter((flight) => flight.key !== key));
  }, []);
  useEffect(() => {
    if (calm) return;
    return feed.on('animation', ({ kind, from, to }) => {
      if (kind !== 'award' || document.hidden) return;
      last += 1;
      const flight = { key: last, from: String(from), to: String(to) };
      setFlights((all) => [...all, flight].slice(-MAX_FLIGHTS));
    });
  }, [feed, calm]);

  const tokens = flights.map(({ key, from, to }) => {
    const [start, end] = [from, to].map((id) => players.findIndex((player) => player.id === id));
    if (start === undefined || end === undefined || start < 0 || end < 0) return null;
    const frames = flightFrames(clearWay(shape, start, end, players.length), shape);
    return <Token key={key} frames={frames} landed={() => land(key)} />;
  });
  return <div className="flights">{tokens}</div>;
}

interface TokenProps {
  frames: { transform: string }[];
  landed(): void;
}

function Token({ frames, landed }: TokenProps) {
  const layer = useRef<HTMLSpanElement>(null);
  const flown = useRef({ frames, landed });
  useEffect(() => {
    const { frames, landed } = flown.current;
    const flight = layer.current?.animate(frames, {
      duration: FLIGHT_MS,
      easing: 'ease-in-out',
      fill: 'both',
    });
    if (flight) flight.onfinish = landed;
    return () => flight?.cancel();
  }, []);
  return (
    <span ref={layer} className="flight" aria-hidden="true">
      <span className="token">
        <Flame />
      </span>
    </span>
  );
}
