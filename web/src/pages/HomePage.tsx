import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { ButtonTile } from '../button/ButtonTile.tsx';
import { Chat } from '../components/Chat.tsx';
import { useChosenGame } from '../games/GamesContext.tsx';
import { useGamePage } from '../games/useGamePage.ts';
import { Companions } from '../hall/Companions.tsx';
import { useFocusWhenChanged } from '../lib/useFocusWhenChanged.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { Counts } from '../lobby/Counts.tsx';
import { PlayCard } from '../lobby/PlayCard.tsx';
import { TableList } from '../lobby/TableList.tsx';
import { PartyCard } from '../party/PartyCard.tsx';
import { PracticeCard } from '../practice/PracticeCard.tsx';
import { WarmUps } from '../practice/WarmUps.tsx';
import { QueuePanel } from '../queue/QueuePanel.tsx';
import { HomeIntro } from './HomeIntro.tsx';
import { LeaderboardTeaser } from './LeaderboardTeaser.tsx';

const TABLES_SHOWN = 5;

/** The lobby: play, see who is here, watch, talk. */
export function HomePage() {
  const parlor = useParlor();
  const { ticket, player, lobby, parties, coolDown } = parlor;
  // Fetched ahead: whoever presses Play has its table at once.
  const { page } = useGamePage(useChosenGame()?.name ?? null);
  const queued = ticket !== null;
  const play = useFocusWhenChanged<HTMLDivElement>(queued);
  const rests = coolDown !== null && coolDown.until > parlor.serverNow;
  const busy = queued || parties.current !== null || rests;
  usePageTitle(queued ? 'Looking for a table' : '');
  return (
    <div className={busy ? 'home home--busy' : 'home'}>
      <HomeIntro />
      <div ref={play} tabIndex={-1} className="home__play stack">
        {queued ? <QueuePanel ticket={ticket} /> : <PlayCard />}
        {queued && <PracticeCard />}
        {queued && <WarmUps />}
      </div>
      <div className="home__company stack">
        <PartyCard />
        {player && (
          <section className="card stack" aria-labelledby="tables-title">
            <div className="row row--apart">
              <h2 id="tables-title">Tables playing now</h2>
              <Counts lobby={lobby} />
            </div>
            <TableList matches={lobby.matches} limit={TABLES_SHOWN} />
          </section>
        )}
        <Companions />
        {!player && page?.FirstLook && <page.FirstLook />}
      </div>
      <div className="home__side stack">
        <ButtonTile />
        {player && (
          <div className="card home__chat">
            <Chat title="Lobby chat" lines={parlor.chatLog} say={(text) => parlor.sayInLobby(text)} />
          </div>
        )}
        {/* Last: how long it is shows only once it is here, and moves nothing. */}
        <LeaderboardTeaser />
      </div>
    </div>
  );
}
