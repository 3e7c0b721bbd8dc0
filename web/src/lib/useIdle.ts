import { useEffect, useState } from 'react';
import { whenIdle } from '../components/later.tsx';

/** False until the browser had time for what can wait. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    let gone = false;
    whenIdle(() => !gone && setIdle(true));
    return () => {
      gone = true;
    };
  }, []);
  return idle;
}
