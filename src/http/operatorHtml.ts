import type { LiveMatch } from '../match/live.ts';
import type { Feedback } from '../players/feedback.ts';
import { escapeHtml, housePage } from './housePage.ts';
import type { Health } from './services.ts';

/** What the operator's page shows; null for what is not known just now. */
interface OperatorView {
  /** The way to where our addresses begin. */
  root: string;
  /** Epoch ms. */
  now: number;
  games: { title: string; tables: number; playing: number; waiting: number }[] | null;
  tables: LiveMatch[] | null;
  /** A game's title, by its name. */
  titleOf: (game: string) => string;
  /** What the server needs, by name. */
  needs: Readonly<Record<string, Health>> | null;
  /** Newest first. */
  written: Feedback[] | null;
  firstPage: boolean;
  /** What leads to what was written before; null when there is nothing older. */
  oldest: string | null;
}

const UNKNOWN = '<p class="problem">This cannot be known right now: something does not answer.</p>';
const RATINGS = ['', 'Bad', 'Poor', 'Fair', 'Good', 'Great'];

/** The operator's page. */
export function operatorHtml(view: OperatorView): string {
  const { root, firstPage } = view;
  const head = `<h1>The operator’s room</h1>
      <p>As it is at ${moment(view.now)}, on all processes; what it needs, on this one.</p>
      <nav class="links" aria-label="More">
        <a href="${root}operator">Look again</a>
        <a href="${root}monitor">Rooms</a>
        <a href="${root}metrics">Metrics</a>
        <a href="${root}docs">API</a>
        <a href="${root}app">The lobby</a>
      </nav>`;
  const first = firstPage ? [gamesCard(view), needsCard(view), tablesCard(view)] : [];
  return housePage('Operator', head, ...first, writtenCard(view));
}

function gamesCard({ games }: OperatorView): string {
  const rows = games?.map(
    ({ title, tables, playing, waiting }) =>
      `<tr><th scope="row">${escapeHtml(title)}</th><td>${playing}</td><td>${waiting}</td><td>${tables}</td></tr>`,
  );
  if (!rows) return `<h2>Now</h2>${UNKNOWN}`;
  return `<h2>Now</h2>
      <table>
        <thead><tr><th scope="col">Game</th><th scope="col">Playing</th><th scope="col">Waiting</th><th scope="col">Tables</th></tr></thead>
        <tbody>${rows.join('')}</tbody>
      </table>`;
}

function needsCard({ needs }: OperatorView): string {
  if (!needs) return `<h2>What it needs</h2>${UNKNOWN}`;
  const rows = Object.entries(needs).map(([name, { ok, message, optional }]) => {
    const state = ok ? 'well' : optional ? 'look at it' : 'away';
    const why = message ? `<br /><span class="hint">${escapeHtml(message)}</span>` : '';
    return `<li class="${ok ? 'well' : 'ill'}"><b>${escapeHtml(name)}</b>: ${state}${why}</li>`;
  });
  return `<h2>What it needs</h2>
      ${rows.length > 0 ? `<ul>${rows.join('')}</ul>` : '<p class="hint">Nothing: all is in this process.</p>'}`;
}

function tablesCard({ tables, root, now, titleOf }: OperatorView): string {
  if (!tables) return `<h2>Tables</h2>${UNKNOWN}`;
  const rows = tables.map(({ id, game, players, startedAt }) => {
    const names = players.map(({ name }) => `<bdi>${escapeHtml(name)}</bdi>`).join(', ');
    return `<li><a href="${root}app/watch/${id}">${names}</a><br />
          <span class="hint">${escapeHtml(titleOf(game))}, ${duration(now - startedAt)}</span></li>`;
  });
  return `<h2>Tables, the longest first</h2>
      ${rows.length > 0 ? `<ul>${rows.join('')}</ul>` : '<p class="hint">Nobody plays right now.</p>'}`;
}

function writtenCard({ written, root, firstPage, oldest }: OperatorView): string {
  const none = firstPage ? 'Nobody has written yet.' : 'There is nothing older.';
  if (!written) return `<h2>What people wrote</h2>${UNKNOWN}`;
  const all = written.map(({ text, rating, contact, page, createdAt }) => {
    const about = [
      moment(createdAt),
      rating === null ? '' : `<b>${RATINGS[rating]}</b>`,
      page ? `from <bdi>${escapeHtml(page)}</bdi>` : '',
      contact ? `answer to <bdi>${escapeHtml(contact)}</bdi>` : '',
    ].filter(Boolean);
    return `<li><p class="said" dir="auto">${escapeHtml(text)}</p><p class="hint">${about.join(' · ')}</p></li>`;
  });
  const older = oldest
    ? `<a class="button" href="${root}operator?before=${encodeURIComponent(oldest)}">Older</a>`
    : '';
  return `<h2>What people wrote</h2>
      ${all.length > 0 ? `<ul>${all.join('')}</ul>` : `<p class="hint">${none}</p>`}
      ${older}`;
}

function moment(at: number): string {
  const iso = new Date(at).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

function duration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes === 0) return 'just begun';
  return minutes === 1 ? 'for 1 minute' : `for ${minutes} minutes`;
}
