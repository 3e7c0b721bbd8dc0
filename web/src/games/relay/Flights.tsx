import { useCallback, useEffect, useRef, useState } from 'react';
import { useCalm } from '../../lib/useMedia.ts';
import { SeatMark } from '../../table/SeatMark.tsx';
import type { TableFeed } from '../../table/tableFeed.ts';
import { flightFrames, type RingShape, wayBetween } from './arcs.ts';
import type { RelayPlayerView } from './relayView.ts';

/** Points on their way from one player to the next. */
interface Flight {
  key: number;
  from: string;
  to: string;
  amount: number;
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

/** Awards that travel along the ring, with the mark of whom they come from. */
export function Flights({ feed, shape, players }: Props) {
  const [flights, setFlights] = useState<Flight[]>([]);
  const calm = useCalm();
  const land = useCallback((key: number) => {
    setFlights((all) => all.filter((flight) => flight.key !== key));
  }, []);
  useEffect(() => {
    if (calm) return;
    return feed.on('animation', ({ kind, from, to, amount }) => {
      if (kind !== 'award' || document.hidden) return;
      last += 1;
      const flight = { key: last, from: String(from), to: String(to), amount: Number(amount) };
      setFlights((all) => [...all, flight].slice(-MAX_FLIGHTS));
    });
  }, [feed, calm]);

  return flights.map(({ key, from, to, amount }) => {
    const [start, end] = [from, to].map((id) => players.findIndex((player) => player.id === id));
    const giver = players[start ?? -1];
    if (!giver || end === undefined || end < 0) return null;
    const frames = flightFrames(wayBetween(shape, start ?? 0, end, players.length), shape);
    return <Token key={key} frames={frames} seat={giver.seat} amount={amount} landed={() => land(key)} />;
  });
}

interface TokenProps {
  frames: { transform: string }[];
  seat: number;
  amount: number;
  landed(): void;
}

function Token({ frames, seat, amount, landed }: TokenProps) {
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
      <span className="token numbers">
        <SeatMark seat={seat} />+{amount}
      </span>
    </span>
  );
}
