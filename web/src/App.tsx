import { useEffect, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { MatchConnection } from '../../client/MatchConnection.ts';
import { ReturnBanner } from './components/ReturnBanner.tsx';
import { TopBar } from './components/TopBar.tsx';
import { HomePage } from './pages/HomePage.tsx';
import { JoinPartyPage } from './pages/JoinPartyPage.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { TablePage } from './pages/TablePage.tsx';
import { WatchPage } from './pages/WatchPage.tsx';
import { PartyInvitations } from './party/PartyInvitations.tsx';
import { QueueBar } from './queue/QueueBar.tsx';
import { ReadyCheckDialog } from './queue/ReadyCheckDialog.tsx';
import { useTell } from './session/NoticesContext.ts';
import { useParlor } from './session/ParlorContext.ts';
import { places } from './session/places.ts';
import { runningMatch } from './session/runningMatch.ts';

/** The page around the pages. `started` settles once an earlier visit is taken up again, or cannot be. */
export function App({ started }: { started: Promise<MatchConnection | null> }) {
  const [ready, setReady] = useState(false);
  const tell = useTell();
  const parlor = useParlor();

  useEffect(() => {
    started.catch(tell).finally(() => setReady(true));
  }, [started, tell]);
  useEffect(() => parlor.on('problem', tell), [parlor, tell]);
  useGoToTable();
  useScrollToTop();

  return (
    <div className="page">
      <a className="button skip-link" href="#main">
        Skip to content
      </a>
      <TopBar />
      <main className="main" id="main" tabIndex={-1}>
        <ReturnBanner />
        <PartyInvitations />
        {!ready && <p className="muted connecting">Connecting to the server…</p>}
        {ready && (
          <Switch>
            <Route path={places.home} component={HomePage} />
            <Route path="/relay/:id">{({ id }) => <TablePage key={id} id={id} />}</Route>
            <Route path="/watch/:id">{({ id }) => <WatchPage key={id} id={id} />}</Route>
            <Route path="/party/:code">{({ code }) => <JoinPartyPage key={code} code={code} />}</Route>
            <Route path="/match">
              <CurrentTable />
            </Route>
            <Route component={NotFoundPage} />
          </Switch>
        )}
        <QueueBar />
      </main>
      <ReadyCheckDialog />
    </div>
  );
}

/** Takes the player to the table, once for each match that begins or is come back to. */
function useGoToTable(): void {
  const { match } = useParlor();
  const [, navigate] = useLocation();
  useEffect(() => {
    const running = runningMatch(match);
    if (running) navigate(places.table(running.id));
  }, [match, navigate]);
}

/** Another page begins at its top. */
function useScrollToTop(): void {
  const [location] = useLocation();
  useEffect(() => {
    if (location) window.scrollTo(0, 0);
  }, [location]);
}

function CurrentTable() {
  const { match } = useParlor();
  return <Redirect to={match?.role === 'player' ? places.table(match.id) : places.home} />;
}
