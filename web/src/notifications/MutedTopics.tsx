import { useCallback, useEffect, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Toggle } from '../components/Toggle.tsx';
import { spoken } from '../lib/spoken.ts';
import { LoadFailed } from '../pages/LoadFailed.tsx';
import { useAttempt } from '../session/useAttempt.ts';
import { useLoad } from '../session/useLoad.ts';

/** What the server itself tells about. */
const OWN = ['announcements', 'party', 'match', 'ranking'];

/** What one wants to hear of. What is urgent is told all the same. */
export function MutedTopics({ topics }: { topics: readonly string[] }) {
  const { notifications } = useParlor();
  const [attempt, busy] = useAttempt();
  const loaded = useLoad(useCallback(() => notifications.mutedTopics(), [notifications]));
  const [muted, setMuted] = useState<readonly string[] | null>(null);
  useEffect(() => {
    if (loaded.value) setMuted(loaded.value);
  }, [loaded.value]);
  const all = [...new Set([...OWN, ...topics, ...(muted ?? [])])];

  function choose(topic: string, on: boolean): void {
    if (busy || muted === null) return;
    const next = on ? muted.filter((one) => one !== topic) : [...muted, topic];
    attempt(async () => setMuted(await notifications.muteTopics(next)));
  }

  return (
    <section className="card stack" aria-labelledby="topics-title">
      <h2 id="topics-title">Tell me about</h2>
      {loaded.message !== null && <LoadFailed message={loaded.message} again={loaded.again} />}
      {all.map((topic) => (
        <Toggle
          key={topic}
          label={spoken(topic)}
          hint={HINTS[topic] ?? 'Sent by those who run this server.'}
          checked={muted && !muted.includes(topic)}
          onChange={(on) => choose(topic, on)}
        />
      ))}
      <p className="muted small">What is urgent is told all the same.</p>
    </section>
  );
}

const HINTS: Record<string, string> = {
  announcements: 'News of this place.',
  party: 'Who wants you in their party.',
  match: 'Your tables, and how they ended without you.',
  ranking: 'When you come among the first of a game.',
};
