import { Redirect, Route, Switch } from 'wouter';
import { HomePage } from './pages/HomePage.tsx';
import { HowToPlayPage } from './pages/HowToPlayPage.tsx';
import { JoinPartyPage } from './pages/JoinPartyPage.tsx';
import { LeaderboardPage } from './pages/LeaderboardPage.tsx';
import { MatchPage } from './pages/MatchPage.tsx';
import { MePage } from './pages/MePage.tsx';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { PlayNowPage } from './pages/PlayNowPage.tsx';
import { ProfilePage } from './pages/ProfilePage.tsx';
import { ReplayPage } from './pages/ReplayPage.tsx';
import { SettingsPage } from './pages/SettingsPage.tsx';
import { TablePage } from './pages/TablePage.tsx';
import { WatchListPage } from './pages/WatchListPage.tsx';
import { WatchPage } from './pages/WatchPage.tsx';
import { useParlor } from './session/ParlorContext.ts';
import { places } from './session/places.ts';

/** Which page is shown where. */
export function Pages() {
  return (
    <Switch>
      <Route path={places.home} component={HomePage} />
      <Route path={places.play} component={PlayNowPage} />
      <Route path="/relay/:id">{({ id }) => <TablePage key={id} id={id} />}</Route>
      <Route path={places.watchList} component={WatchListPage} />
      <Route path="/watch/:id">{({ id }) => <WatchPage key={id} id={id} />}</Route>
      <Route path="/matches/:id">{({ id }) => <MatchPage key={id} id={id} />}</Route>
      <Route path="/replay/:id">{({ id }) => <ReplayPage key={id} id={id} />}</Route>
      <Route path="/party/:code">{({ code }) => <JoinPartyPage key={code} code={code} />}</Route>
      <Route path={places.me} component={MePage} />
      <Route path="/players/:id">{({ id }) => <ProfilePage key={id} id={id} />}</Route>
      <Route path={places.leaderboard} component={LeaderboardPage} />
      <Route path={places.howToPlay} component={HowToPlayPage} />
      <Route path={places.settings} component={SettingsPage} />
      <Route path="/match">
        <CurrentTable />
      </Route>
      <Route component={NotFoundPage} />
    </Switch>
  );
}

function CurrentTable() {
  const { match } = useParlor();
  return <Redirect to={match?.role === 'player' ? places.table(match.id) : places.home} />;
}
