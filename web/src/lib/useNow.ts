import { useEffect, useState } from 'react';

/**
 * The time (epoch ms), renewed every `every` ms while the component is shown; with 0 it stands still. For
 * labels that count.
 */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (every <= 0) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
