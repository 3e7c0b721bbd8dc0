import { useEffect, useState } from 'react';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { Table } from '../relay/Table.tsx';
import { ResultPage } from '../result/ResultPage.tsx';
import { useTell } from '../session/NoticesContext.ts';
import { useParlor } from '../session/ParlorContext.ts';
import { useMatchChanges } from '../session/useMatchChanges.ts';
import { OpenedElsewhere } from './OpenedElsewhere.tsx';

/** One's own match: the table while it runs, its result afterwards. */
export function TablePage({ id }: { id: string }) {
  const parlor = useParlor();
  const tell = useTell();
  const match = parlor.match?.id === id && parlor.match.role === 'player' ? parlor.match : null;
  const [looked, setLooked] = useState(false);
  useMatchChanges(match);
  const phase = match?.state?.phase;
  usePageTitle(phase === 'waiting' || phase === 'countdown' ? 'Your table is ready' : 'At the table');

  useEffect(() => {
    if (match || looked || !parlor.player) return;
    parlor
      .resume()
      .catch(tell)
      .finally(() => setLooked(true));
  }, [parlor, match, looked, tell]);

  if (match?.closed === 'opened_elsewhere') return <OpenedElsewhere />;
  if (match && !match.closed && !match.result) return <Table match={match} />;
  if (!match && !looked && parlor.player) return <p className="muted">Looking for your table…</p>;
  return <ResultPage id={id} match={match} />;
}
