import { lazy, Suspense } from 'react';
import { usePageTitle } from '../lib/usePageTitle.ts';

/** The rules and their words are large: they come when somebody wants to see a match again. */
const Replay = lazy(async () => ({ default: (await import('../replay/Replay.tsx')).Replay }));

/** A finished match, played again. */
export function ReplayPage({ id }: { id: string }) {
  usePageTitle('Replay');
  return (
    <Suspense fallback={<p className="muted">Fetching the rules of the game…</p>}>
      <Replay id={id} />
    </Suspense>
  );
}
