import { Redirect, Route, Switch } from 'wouter';
import { useParlor } from '../../client/react/ParlorProvider.ts';
import { later } from './components/later.tsx';
import { Waiting } from './components/Waiting.tsx';
import { useGames } from './games/GamesContext.tsx';
import { HomePage } from './pages/HomePage.tsx';
import { JoinPartyPage } from './pages/JoinPartyPage.tsx';
import { MatchPage } from './pages/MatchPage.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { PlayNowPage } from './pages/PlayNowPage.tsx';
import { ReplayPage } from './pages/ReplayPage.tsx';
import { TablePage } from './pages/TablePage.tsx';
import { WatchPage } from './pages/WatchPage.tsx';
import { places } from './session/places.ts';

// Nobody needs these to begin to play.
const ButtonPage = later(async () => (await import('./pages/ButtonPage.tsx')).ButtonPage);
const HowToPlayPage = later(async () => (await import('./pages/HowToPlayPage.tsx')).HowToPlayPage);
const LeaderboardPage = later(async () => (await import('./pages/LeaderboardPage.tsx')).LeaderboardPage);
const MePage = later(async () => (await import('./pages/MePage.tsx')).MePage);
const NotificationsPage = later(
  async () => (await import('./pages/NotificationsPage.tsx')).NotificationsPage,
);
const ProfilePage = later(async () => (await import('./pages/ProfilePage.tsx')).ProfilePage);
const SettingsPage = later(async () => (await import('./pages/SettingsPage.tsx')).SettingsPage);
/** For who wants to know: it comes when it is asked for. */
const VerifyPage = later(async () => (await import('./pages/VerifyPage.tsx')).VerifyPage, { ahead: false });
const WarmUpPage = later(async () => (await import('./pages/WarmUpPage.tsx')).WarmUpPage);
const WatchListPage = later(async () => (await import('./pages/WatchListPage.tsx')).WatchListPage);

/** Which page is shown where. */
export function Pages() {
  return (
    <Switch>
      <Route path={places.home} component={HomePage} />
      <Route path={places.play}>
        <PlayNowPage />
      </Route>
      <Route path="/table/:id">{({ id }) => <TablePage key={id} id={id} />}</Route>
      <Route path={places.watchList} component={WatchListPage} />
      <Route path="/watch/:id">{({ id }) => <WatchPage key={id} id={id} />}</Route>
      <Route path="/matches/:id">{({ id }) => <MatchPage key={id} id={id} />}</Route>
      <Route path="/replay/:id">{({ id }) => <ReplayPage key={id} id={id} />}</Route>
      <Route path={places.verify}>
        <VerifyPage />
      </Route>
      <Route path="/verify/:id">{({ id }) => <VerifyPage key={id} id={id} />}</Route>
      <Route path="/party/:code">{({ code }) => <JoinPartyPage key={code} code={code} />}</Route>
      <Route path={places.me} component={MePage} />
      <Route path="/players/:id">{({ id }) => <ProfilePage key={id} id={id} />}</Route>
      <Route path={places.button} component={ButtonPage} />
      <Route path={places.leaderboard} component={LeaderboardPage} />
      <Route path={places.notifications} component={NotificationsPage} />
      <Route path={places.howToPlay}>
        <HowToPlayPage />
      </Route>
      <Route path="/how-to-play/:game">{({ game }) => <HowToPlayPage game={game} />}</Route>
      <Route path={places.settings} component={SettingsPage} />
      <Route path="/warm-up/:game">{({ game }) => <WarmUpPage key={game} game={game} />}</Route>
      <Route path="/match">
        <CurrentTable />
      </Route>
      <Route path="/:game/:match?">
        {({ game, match }) => <GamePlace game={game} {...(match === undefined ? {} : { match })} />}
      </Route>
      <Route component={NotFoundPage} />
    </Switch>
  );
}

/** `/<game>` queues for a game, `/<game>/<match>` is a table of it; anything else is nowhere. */
function GamePlace({ game, match }: { game: string; match?: string }) {
  const games = useGames();
  if (games === null) return <Waiting>Asking the server…</Waiting>;
  if (!games.some(({ name }) => name === game)) return <NotFoundPage />;
  return match === undefined ? <PlayNowPage game={game} /> : <Redirect to={places.table(match)} />;
}

function CurrentTable() {
  const { match } = useParlor();
  return <Redirect to={match?.role === 'player' ? places.table(match.id) : places.home} />;
}
