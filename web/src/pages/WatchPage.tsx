import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { Table } from '../relay/Table.tsx';
import { ResultPage } from '../result/ResultPage.tsx';
import { explain } from '../session/explain.ts';
import { useParlor } from '../session/ParlorContext.ts';
import { places } from '../session/places.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { useEnter } from '../session/useEnter.ts';
import { useMatchChanges } from '../session/useMatchChanges.ts';

/** Somebody else's match, live. */
export function WatchPage({ id }: { id: string }) {
  const parlor = useParlor();
  const enter = useEnter();
  const [match, setMatch] = useState<MatchConnection | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useMatchChanges(match);

  const busy = runningMatch(parlor.match) !== null;

  useEffect(() => {
    // One's own match comes first: watching would leave its connection.
    if (busy) return;
    let gone = false;
    let watched: MatchConnection | null = null;
    async function watch(): Promise<void> {
      await enter();
      watched = await parlor.watch(id);
      if (gone) await watched.leave();
      else setMatch(watched);
    }
    watch().catch((error: unknown) => {
      if (!gone) setRefused(explain(error));
    });
    return () => {
      gone = true;
      // Nothing is lost when this fails: the server notices by itself.
      watched?.leave().catch(() => {});
    };
  }, [parlor, enter, id, busy]);

  if (busy) return <p className="muted">You can watch others when your own match is over.</p>;
  if (match && !match.closed && !match.result) return <Table match={match} />;
  if (match) return <ResultPage id={id} match={match} />;
  if (refused === null) return <p className="muted">Looking for the table…</p>;
  return (
    <div className="stack">
      <h1>This table cannot be watched</h1>
      <p className="muted">{refused}</p>
      <div className="row">
        <Link href={places.home} className="button button--primary">
          To the lobby
        </Link>
        <Link href={places.table(id)} className="button">
          See its result
        </Link>
      </div>
    </div>
  );
}
