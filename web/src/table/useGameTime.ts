import { useContext, useEffect, useRef, useState } from 'react';
import { GameRate } from './GameRate.ts';
import { guessedTime } from './gameTime.ts';

/**
 * Game time in ms, guessed on between the server's words and renewed every `every` ms. It never runs back
 * by a guess that was too far ahead, unless the server's time did.
 */
export function useGameTime(elapsed: number, running: boolean, every: number): number {
  const rate = useContext(GameRate);
  const heardAt = useHeardAt(elapsed);
  const [, renew] = useState(0);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => renew((n) => n + 1), every);
    return () => clearInterval(timer);
  }, [running, every]);
  return running ? guessedTime(elapsed, performance.now() - heardAt, rate) : elapsed;
}

/** When the server told this game time, by `performance.now()`. */
export function useHeardAt(elapsed: number): number {
  const heard = useRef({ elapsed, at: performance.now() });
  if (heard.current.elapsed !== elapsed) heard.current = { elapsed, at: performance.now() };
  return heard.current.at;
}
