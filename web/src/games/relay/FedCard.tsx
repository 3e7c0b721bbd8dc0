import { useEffect, useRef, useState } from 'react';
import { UserText } from '../../components/UserText.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { withoutMark } from '../../lib/names.ts';
import type { TableFeed } from '../../table/tableFeed.ts';
import { CRITICAL_POINTS, drainOf, FULL_POINTS, secondsLeft } from './points.ts';
import type { RelayView } from './relayView.ts';
import { nextActive } from './ringOrder.ts';
import { seatMood } from './seatMood.ts';

/**
 * Whom one feeds, how long their lamp burns still, and for how long it did by one's own light. Where there is room for
 * it.
 */
export function FedCard({ feed, view, me }: { feed: TableFeed; view: RelayView; me: string }) {
  const given = useLightGiven(feed, view, me);
  const fed = nextActive(view.players, me);
  if (!fed || fed.id === me) return null;
  const { id, name, points, connected, bot, left } = fed;
  const drain = drainOf(fed, view.decay);
  const critical = points < CRITICAL_POINTS;
  const mood = seatMood({
    started: true,
    active: true,
    away: !connected && !bot && !left,
    critical,
    fedNow: false,
    first: false,
  });
  const seconds = Math.round(given.get(id) ?? 0);
  const who = <UserText>{withoutMark(name)}</UserText>;
  return (
    <section className={`card fed ${critical ? 'fed--critical' : ''}`} aria-label="Whom you feed">
      <span className="fed__guest" aria-hidden="true">
        <Guest of={fed} bot={bot} mood={mood} lively />
      </span>
      <div className="fed__text">
        <p>
          You feed <b>{who}</b>
          <span className="muted numbers">: {secondsLeft(points, drain) ?? '–'} s of light left</span>
        </p>
        <p className="fed__given numbers">
          {seconds > 0 ? (
            <>
              You kept {who}’s lamp lit for <b>{seconds}&nbsp;s</b>.
            </>
          ) : (
            'Every puzzle you solve keeps this lamp burning.'
          )}
        </p>
        <span className="fed__bar" aria-hidden="true">
          <span style={{ transform: `scaleX(${Math.min(1, points / FULL_POINTS)})` }} />
        </span>
      </div>
    </section>
  );
}

/** For how many seconds each lamp burned, or burns still, by what one passed on since one sat down here; by uuid. */
function useLightGiven(feed: TableFeed, view: RelayView, me: string): ReadonlyMap<string, number> {
  const [given, setGiven] = useState<ReadonlyMap<string, number>>(new Map());
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  });
  useEffect(
    () =>
      feed.on('animation', ({ kind, from, to, amount }) => {
        if (kind !== 'award' || from !== me) return;
        const { players, decay } = latest.current;
        const taker = players.find(({ id }) => id === to);
        if (!taker || decay <= 0) return;
        const seconds = Number(amount) / drainOf(taker, decay);
        setGiven((all) => new Map(all).set(taker.id, (all.get(taker.id) ?? 0) + seconds));
      }),
    [feed, me],
  );
  return given;
}
