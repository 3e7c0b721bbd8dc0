import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { oldMatch } from '../games/arena/oldMatch.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { solveSum } from '../support/plainPlayer.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { ENTER, type Engine, EnginePage } from './support/engines/Engine.ts';
import { startFirefox } from './support/engines/firefox.ts';
import { startWebKit } from './support/engines/webkit.ts';
import { runDown } from './support/runDown.ts';

/** The engines that are not Chromium, and what of Debian they need. */
const ENGINES: Record<string, { start(): Promise<Engine>; needs: readonly string[] }> = {
  Firefox: { start: startFirefox, needs: ['firefox-esr'] },
  WebKit: { start: startWebKit, needs: ['WebKitWebDriver', 'Xvfb'] },
};

/** How the page stood in all frames that were looked at. */
interface Seen {
  /** Awards on their way. */
  flights: number;
  /** By how many px the page was wider than the window, and how much higher it became than it was. */
  wider: number;
  higher: number;
}
type Looking = { seen: Seen };

describe('a whole match', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let engine: Engine | undefined;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
  });
  afterEach(() => engine?.close());
  after(() => server?.stop());

  for (const [name, { start, needs }] of Object.entries(ENGINES)) {
    it(`is played in ${name}: home, bots, answers, an award in flight, result, and the replay to the same end, as of an arena`, async function () {
      const missing = needs.filter((program) => spawnSync('which', [program]).status !== 0);
      if (missing.length > 0) {
        console.log(`    not tried in ${name}: there is no ${missing.join(', ')}`);
        return this.skip();
      }
      engine = await start();
      const page = new EnginePage(engine);
      await page.open(`${server.url}/app`);
      await engine.resize(390, 844);
      assert.deepEqual(await page.run(() => [innerWidth, innerHeight]), [390, 844]);

      await page.press('input[autocomplete="nickname"], .name-field input, input', '');
      await page.type('Ada');
      await page.press('button', 'Play with bots');
      await page.until('the puzzle', () => document.querySelector('.puzzle') !== null);
      const match = (await page.run(() => location.pathname)).split('/').at(-1) ?? '';
      await page.run(watchFrames);
      await solve(page);
      const { flights, wider, higher } = await page.until('an award in flight', () => {
        const { seen } = globalThis as unknown as Looking;
        return seen.flights > 0 && document.querySelector('.flight') === null ? seen : null;
      });
      assert.deepEqual({ wider, higher }, { wider: 0, higher: 0 }, `${flights} flights`);
      await picture(`${name}-table`);

      await runDown(server, match);
      await page.until('the result', () =>
        /^You (came|share)/.test(document.querySelector('h1')?.innerText ?? ''),
      );
      await picture(`${name}-result`);
      await page.follow('Watch the replay');
      await page.until('the same end', () =>
        document.body.innerText.includes('it came to the same end as on the server'),
      );
      await picture(`${name}-replay`);
      // One that was played in another engine, and is in none of the server's books.
      await page.run(answerReplay, recordedArena());
      await page.until('the arena to the same end', () =>
        location.pathname.endsWith('0000a1') && document.querySelector('.arena[data-frames]') !== null
          ? document.body.innerText.includes('it came to the same end as on the server')
          : false,
      );
      await picture(`${name}-arena-replay`);
      assert.deepEqual(await page.errors(), []);
    });
  }

  async function picture(name: string): Promise<void> {
    const folder = process.env.SCREENSHOTS;
    if (!folder || !engine) return;
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/${name}.png`, await engine.picture());
  }
});

/** An arena match of before, as the records tell it. */
function recordedArena() {
  const { setup, journal, gameMs, finalState, stateHash } = oldMatch(1);
  const match_id = setup.id;
  return { match_id, setup, journal, game_ms: gameMs, final_state: finalState, state_hash: stateHash };
}

/** Runs in the page: has the server tell this match, and goes to see it. */
function answerReplay(record: ReturnType<typeof recordedArena>): void {
  const ask = globalThis.fetch;
  globalThis.fetch = (url, init) =>
    String(url).includes(`/matches/${record.match_id}/replay`)
      ? Promise.resolve(Response.json(record))
      : ask(url, init);
  history.pushState(null, '', `/app/replay/${record.match_id}`);
}

/** Solves a sum as a person does; what else is asked before is skipped. */
async function solve(page: EnginePage): Promise<void> {
  for (;;) {
    const [key, question] = await page.until('a puzzle', () => {
      const asked = document.querySelector('#question')?.textContent;
      const type = document.querySelector('.puzzle__type')?.textContent;
      const solved = /(\d+) solved/.exec(document.querySelector('.puzzle__head')?.textContent ?? '')?.[1];
      return asked && type ? ([`${type} ${solved}`, asked] as const) : null;
    });
    if (/^Sum/.test(key)) {
      await page.until('the field', () => document.activeElement?.hasAttribute('data-answer'));
      await page.type(`${solveSum({ type: 'arithmetic', question })}${ENTER}`);
    } else await page.press('button', 'Skip');
    await page.until(
      'the next puzzle',
      (before) => {
        const type = document.querySelector('.puzzle__type')?.textContent;
        return type !== undefined && !before.startsWith(`${type} `);
      },
      key,
    );
    if (/^Sum/.test(key)) return;
  }
}

/** Runs in the page: looks at every frame from now on. */
function watchFrames(): void {
  const { documentElement: root } = document;
  const before = root.scrollHeight;
  const seen: Seen = { flights: 0, wider: 0, higher: 0 };
  (globalThis as unknown as Looking).seen = seen;
  function look(): void {
    const flights = document.querySelectorAll('.flight').length;
    if (flights > 0) {
      seen.flights = Math.max(seen.flights, flights);
      seen.wider = Math.max(seen.wider, root.scrollWidth - root.clientWidth);
      // What is told below the puzzle takes a line more or less.
      const grown = root.scrollHeight - before;
      if (grown > root.clientHeight / 4) seen.higher = Math.max(seen.higher, grown);
    }
    requestAnimationFrame(look);
  }
  look();
}
