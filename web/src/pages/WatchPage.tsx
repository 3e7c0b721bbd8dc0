import { useEffect, useState } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useMatchChanges } from '../../../client/react/useMatchChanges.ts';
import { AfterMatch } from '../components/AfterMatch.tsx';
import { ParlorScene } from '../components/ParlorScene.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { ResultPage } from '../result/ResultPage.tsx';
import { explain } from '../session/explain.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { useEnter } from '../session/useEnter.ts';
import { Table } from '../table/Table.tsx';

/** Somebody else's match, live. */
export function WatchPage({ id }: { id: string }) {
  const parlor = useParlor();
  const enter = useEnter();
  const [round, setRound] = useState(0);
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
    if (round > 0) {
      setMatch(null);
      setRefused(null);
    }
    watch().catch((error: unknown) => {
      if (!gone) setRefused(explain(error));
    });
    return () => {
      gone = true;
      // Nothing is lost when this fails: the server notices by itself.
      watched?.leave().catch(() => {});
    };
  }, [parlor, enter, id, busy, round]);

  const again = () => setRound((n) => n + 1);
  if (busy)
    return (
      <section className="card empty" aria-labelledby="not-watching-title">
        <ParlorScene className="empty__picture" />
        <h1 id="not-watching-title">First your own match</h1>
        <p className="muted">It still runs. When it is over you can watch others.</p>
      </section>
    );
  if (match?.closed === 'opened_elsewhere')
    return (
      <NotWatching
        id={id}
        title="You watch this table in another tab"
        text="One tab at a time shows it."
        again={{ text: 'Watch here instead', press: again }}
      />
    );
  if (refused !== null || match?.closed === 'refused')
    return (
      <NotWatching
        id={id}
        title="This table cannot be watched"
        text={refused ?? 'The server did not let you in.'}
        again={{ text: 'Try again', press: again }}
      />
    );
  if (match && !match.closed && !match.result) return <Table match={match} />;
  if (match) return <ResultPage id={id} match={match} />;
  return <Waiting>Looking for the table…</Waiting>;
}

interface NotWatchingProps {
  id: string;
  title: string;
  text: string;
  again: { text: string; press(): void };
}

/** Why there is no table to see, and what one may do. */
function NotWatching({ id, title, text, again }: NotWatchingProps) {
  return (
    <section className="card empty" aria-labelledby="not-watching-title">
      <ParlorScene className="empty__picture" />
      <h1 id="not-watching-title">{title}</h1>
      <p className="muted">{text}</p>
      <div className="row">
        <button type="button" className="button button--primary" onClick={again.press}>
          {again.text}
        </button>
        <AfterMatch id={id} />
      </div>
    </section>
  );
}
