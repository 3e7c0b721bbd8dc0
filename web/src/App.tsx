import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { MatchConnection } from '../../client/MatchConnection.ts';
import { useParlor } from '../../client/react/ParlorProvider.ts';
import { useToldElsewhere } from './button/useToldElsewhere.ts';
import { ConnectionBanner } from './components/ConnectionBanner.tsx';
import { NewVersion } from './components/NewVersion.tsx';
import { ReturnBanner } from './components/ReturnBanner.tsx';
import { Shortcuts } from './components/Shortcuts.tsx';
import { TopBar } from './components/TopBar.tsx';
import { Waiting } from './components/Waiting.tsx';

import { useGamePage } from './games/useGamePage.ts';

import { Arrivals } from './notifications/Arrivals.tsx';

import { usePushWorker } from './notifications/usePushWorker.ts';

import { Pages } from './Pages.tsx';
import { HomeIntro } from './pages/HomeIntro.tsx';
import { PartyInvitations } from './party/PartyInvitations.tsx';
import { usePartySound } from './party/usePartySound.ts';
import { QueueBar } from './queue/QueueBar.tsx';
import { ReadyCheckDialog } from './queue/ReadyCheckDialog.tsx';
import { useTell } from './session/NoticesContext.ts';
import { isForAnybody, places } from './session/places.ts';
import { runningMatch } from './session/runningMatch.ts';
import { useGoToSignIn } from './session/useGoToSignIn.ts';
import { useMutedFollowed } from './session/useMuted.ts';
import { useToldForgetful } from './session/useToldForgetful.ts';

/** The page around the pages. `started` settles once an earlier visit is taken up again, or cannot be. */
export function App({ started }: { started: Promise<MatchConnection | null> }) {
  const [ready, setReady] = useState(false);
  const [location] = useLocation();
  const tell = useTell();
  const parlor = useParlor();
  // Fetched while one waits: the table is there at once.
  useGamePage(parlor.ticket?.game ?? parlor.match?.game ?? null);

  useEffect(() => {
    started.catch(tell).finally(() => setReady(true));
  }, [started, tell]);
  useEffect(() => parlor.on('problem', tell), [parlor, tell]);
  useGoToTable(ready);
  useGoToSignIn();
  useNewPage();
  useMutedFollowed();
  usePushWorker();
  useToldForgetful();
  useToldElsewhere();
  usePartySound();

  return (
    <div className="page">
      <a className="button skip-link" href="#main">
        Skip to content
      </a>
      <TopBar />
      <main className="main" id="main" tabIndex={-1}>
        <ConnectionBanner />
        <Arrivals />
        <NewVersion />
        <ReturnBanner />
        <PartyInvitations />
        {ready || isForAnybody(location) ? <Pages /> : <Meanwhile location={location} />}
        <QueueBar />
      </main>
      <ReadyCheckDialog />
      <Shortcuts />
    </div>
  );
}

/**
 * While nobody knows yet who one is: what the lobby begins with, as `index.html` has it; elsewhere that it takes long.
 */
function Meanwhile({ location }: { location: string }) {
  if (location !== places.home) return <Waiting>Connecting to the server…</Waiting>;
  return (
    <div className="home">
      <HomeIntro />
    </div>
  );
}

/**
 * Takes the player to the table, once for each match that begins. A match of an earlier visit is returned to from
 * the lobby; whoever opened another page is told of it there.
 */
function useGoToTable(ready: boolean): void {
  const { match } = useParlor();
  const [location, navigate] = useLocation();
  const running = runningMatch(match)?.id;
  const first = useRef(true);
  const seen = useRef<string>(undefined);
  useEffect(() => {
    if (!ready) return;
    const resumed = first.current;
    first.current = false;
    if (running === undefined || running === seen.current) return;
    seen.current = running;
    if (!resumed || location === places.home || location === places.play) navigate(places.table(running));
  }, [ready, running, location, navigate]);
}

/** Another page begins at its top, and the keyboard in it. */
function useNewPage(): void {
  const [location] = useLocation();
  const before = useRef(location);
  useEffect(() => {
    if (before.current === location) return;
    before.current = location;
    window.scrollTo(0, 0);
    const main = document.getElementById('main');
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  }, [location]);
}
