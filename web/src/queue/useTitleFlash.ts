import { useEffect } from 'react';

const FLASH_MS = 1000;

/** Flashes a text in the browser's tab, in turn with the page's own title. */
export function useTitleFlash(active: boolean, text: string): void {
  useEffect(() => {
    if (!active) return;
    const own = document.title;
    document.title = text;
    const timer = setInterval(() => {
      document.title = document.title === text ? own : text;
    }, FLASH_MS);
    return () => {
      clearInterval(timer);
      document.title = own;
    };
  }, [active, text]);
}
