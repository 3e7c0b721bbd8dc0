import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { usePlay } from '../lobby/usePlay.ts';
import { places } from '../session/places.ts';
import { preferences } from '../session/preferences.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { atTable } from './atTable.ts';
import { later } from './later.tsx';

const ShortcutSheet = later(async () => (await import('./ShortcutSheet.tsx')).ShortcutSheet);

const GO: Record<string, string> = {
  h: places.home,
  w: places.watchList,
  l: places.leaderboard,
  s: places.settings,
};

/** Single keys, where nothing is being written: `?` shows them. At a table they are the table's. */
export function Shortcuts() {
  const [sheet, setSheet] = useState(false);
  const [location, navigate] = useLocation();
  const [attempt, busy] = useAttempt();
  const { ticket } = useParlor();
  const play = usePlay();
  const queued = ticket !== null;

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (!isFree(event)) return;
      const key = event.key.toLowerCase();
      if (key === '?') setSheet(true);
      else if (atTable(location)) return;
      else if (GO[key] !== undefined) navigate(GO[key]);
      else if ((key === 'p' || key === 'b') && !queued && !busy) {
        attempt(() => play({ bots: key === 'b' || preferences().bots }));
      } else return;
      event.preventDefault();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [location, navigate, attempt, busy, play, queued]);

  return sheet && <ShortcutSheet open onClose={() => setSheet(false)} />;
}

/** Nobody is writing, no dialog is open, and it is no shortcut of the browser. */
function isFree(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return false;
  if (!preferences().keys || document.querySelector('dialog[open], [role="dialog"]')) return false;
  const { target } = event;
  return !(target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]'));
}
