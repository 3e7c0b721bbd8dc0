import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Emitter } from '../../../client/Emitter.ts';
import type { AnimationEvent } from '../../../client/matchView.ts';
import type { TableFeed } from '../table/tableFeed.ts';
import { between, type Film } from './reel.ts';

/** How often the picture is renewed while it plays. */
const EVERY_MS = 40;
/** A page that was asleep goes on where it was. */
const LONGEST_GAP_MS = 500;

export interface Playhead {
  /** Game ms. */
  at: number;
  playing: boolean;
  /** Game time per time of the wall. */
  speed: number;
  /** What happens while it plays; jumps are silent. */
  feed: TableFeed;
  /** Plays, from the start again when it is at the end; or pauses. */
  toggle(): void;
  seek(at: number): void;
  setSpeed(speed: number): void;
}

/** Where in a film one is, and how it goes on. */
export function usePlayhead(film: Film): Playhead {
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(true);
  const [speed, setSpeed] = useState(1);
  const head = useRef(0);
  const feed = useMemo(() => new Emitter<{ animation: AnimationEvent }>(), []);

  const seek = useCallback(
    (to: number) => {
      head.current = Math.min(Math.max(to, 0), film.endsAt);
      setAt(head.current);
    },
    [film],
  );

  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const from = head.current;
      seek(from + Math.min(now - before, LONGEST_GAP_MS) * speed);
      before = now;
      for (const { event } of between(film.happenings, from, head.current)) feed.emit('animation', event);
      if (head.current >= film.endsAt) setPlaying(false);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [film, playing, speed, seek, feed]);

  const toggle = useCallback(() => {
    if (head.current >= film.endsAt) seek(0);
    setPlaying((on) => !on);
  }, [film, seek]);

  return { at, playing, speed, feed, toggle, seek, setSpeed };
}
