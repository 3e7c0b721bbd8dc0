import { useEffect, useState } from 'react';

/** A face is made for so long. */
const MOMENT_MS = 1800;

/** Whether it is only a moment since this became another one; null stands for nothing. */
export function useBriefly(key: number | null): boolean {
  const [over, setOver] = useState<number | null>(null);
  useEffect(() => {
    if (key === null) return;
    const timer = setTimeout(() => setOver(key), MOMENT_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return key !== null && over !== key;
}
