import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { Parlor } from '../../client/Parlor.ts';
import { ParlorProvider } from '../../client/react/ParlorProvider.ts';
import { App } from './App.tsx';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { Notices } from './components/Notices.tsx';
import { GamesProvider } from './games/GamesContext.tsx';
import './lib/noEval.ts';
import { APP_PATH, SERVER } from './session/deployed.ts';
import { start } from './session/start.ts';
import { allowSound } from './sound/play.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/slider.css';
import './styles/layout.css';
import './styles/topBar.css';
import './styles/banners.css';
import './styles/notifications.css';
import './styles/home.css';
import './styles/hall.css';
import './styles/games.css';
import './styles/pages.css';
import './styles/guest.css';
import './styles/scene.css';
import './styles/podium.css';
import './styles/press.css';
import './styles/records.css';
import './styles/howTo.css';
import './styles/sheet.css';
import './styles/queue.css';
import './styles/party.css';
import './styles/chat.css';
import './styles/talk.css';
import './styles/table.css';
import './styles/line.css';
import './styles/ring.css';
import './styles/seat.css';
import './styles/out.css';
import './styles/puzzle.css';
import './styles/keys.css';
import './styles/grid.css';
import './styles/result.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');

const parlor = new Parlor(SERVER);
allowSound();

createRoot(root).render(
  <ErrorBoundary>
    <ParlorProvider parlor={parlor}>
      <Router base={APP_PATH}>
        <Notices>
          <GamesProvider>
            <App started={start(parlor)} />
          </GamesProvider>
        </Notices>
      </Router>
    </ParlorProvider>
  </ErrorBoundary>,
);
