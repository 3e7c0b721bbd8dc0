import { useEffect, useRef, useState } from 'react';
import { useCalm } from '../../lib/useMedia.ts';
import { ChipPile } from './Chips.tsx';
import type { HoldemView } from './holdemView.ts';
import { type Moving, movesBetween, movesOfWin, type Spot } from './moves.ts';
import { CardBack } from './PlayingCard.tsx';
import type { Place, Seating } from './seating.ts';
import { chips } from './story.ts';
import type { Winning } from './winnings.ts';

const FLIGHT_MS = 480;
/** More at once nobody can follow. */
const MAX_FLIGHTS = 16;

interface Flight extends Moving {
  key: number;
}

let last = 0;

interface Props {
  view: HoldemView;
  seating: Seating;
  /** Seats in the order of the chairs. */
  seats: readonly number[];
  winning: Winning | undefined;
}

/** Chips and cards on their way over the table, in a layer of their own. Who wants less motion sees where they end. */
export function Flights({ view, seating, seats, winning }: Props) {
  const [flights, setFlights] = useState<Flight[]>([]);
  const before = useRef<HoldemView | null>(null);
  const calm = useCalm();

  function launch(moves: readonly Moving[]): void {
    if (calm || document.hidden || moves.length === 0) return;
    const started = moves.map((move) => {
      last += 1;
      return { ...move, key: last };
    });
    setFlights((all) => [...all, ...started].slice(-MAX_FLIGHTS));
  }
  const launcher = useRef(launch);
  launcher.current = launch;

  useEffect(() => {
    launcher.current(movesBetween(before.current, view));
    before.current = view;
  }, [view]);
  const paid = winning ? `${view.hand} ${winning.pot}` : null;
  const latest = useRef(winning);
  latest.current = winning;
  useEffect(() => {
    if (paid !== null && latest.current) launcher.current(movesOfWin(latest.current));
  }, [paid]);

  function placeOf(spot: Spot): Place {
    if (spot.at === 'pot') return seating.pot;
    const chair = seating.chairs[seats.indexOf(spot.seat)];
    return chair?.[spot.at] ?? seating.pot;
  }

  return (
    <div className="felt__flights" aria-hidden="true">
      {flights.map((flight) => (
        <Token
          key={flight.key}
          flight={flight}
          from={placeOf(flight.from)}
          to={placeOf(flight.to)}
          landed={() => setFlights((all) => all.filter(({ key }) => key !== flight.key))}
        />
      ))}
    </div>
  );
}

interface TokenProps {
  flight: Flight;
  from: Place;
  to: Place;
  landed(): void;
}

function Token({ flight, from, to, landed }: TokenProps) {
  const layer = useRef<HTMLSpanElement>(null);
  const flown = useRef({ flight, from, to, landed });
  useEffect(() => {
    const { flight, from, to, landed } = flown.current;
    // A layer that covers the table moves: nothing else on the page is laid out anew.
    const frames = [from, to].map(({ x, y }) => ({ transform: `translate(${x}%, ${y}%)` }));
    const motion = layer.current?.animate(frames, {
      ...{ duration: FLIGHT_MS, delay: flight.after, easing: 'cubic-bezier(0.3, 0.1, 0.2, 1)', fill: 'both' },
    });
    if (motion) motion.onfinish = landed;
    return () => motion?.cancel();
  }, []);
  return (
    <span ref={layer} className="felt__flight">
      <span className={`felt__token felt__token--${flight.what}`}>
        {flight.what === 'card' ? (
          <CardBack />
        ) : (
          <>
            <ChipPile discs={2} />
            <span className="numbers">{chips(flight.amount)}</span>
          </>
        )}
      </span>
    </span>
  );
}
