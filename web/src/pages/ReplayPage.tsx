import { later } from '../components/later.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { usePageTitle } from '../lib/usePageTitle.ts';

/** The rules and their words are large: they come when somebody wants to see a match again. */
const Replay = later(async () => (await import('../replay/Replay.tsx')).Replay, {
  ahead: false,
  meanwhile: () => <Waiting>Fetching the rules of the game…</Waiting>,
});

/** A finished match, played again. */
export function ReplayPage({ id }: { id: string }) {
  usePageTitle('Replay');
  return <Replay id={id} />;
}
