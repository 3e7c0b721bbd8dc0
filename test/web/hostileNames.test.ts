import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { memoryStorage } from '../../client/KeyValue.ts';
import { Parlor } from '../../client/Parlor.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { withstandsNames } from './support/hostile.ts';
import { runDown } from './support/runDown.ts';
import { screenshot } from './support/screenshot.ts';
import { overflowOf, PHONE, type Visitor, visit } from './support/visitor.ts';

/** Legal, and as much in the way as can be. */
const ADA = 'WAda'.padEnd(24, 'W');
const BOB = 'بوب'.padEnd(24, 'ﷺ');
const CY = 'Cy1 אבג'.padEnd(24, '﷽');
const DI = 'Di3กี่'.padEnd(24, 'ก');
const SAID = ['שלום 1, 2!', 'Xylophone'.padEnd(300, 'W')];
const TEXTS = [ADA, BOB, CY, DI, ...SAID.map((line) => line.slice(0, 9))].map((text) => text.slice(0, 9));

describe('names and lines that are in the way', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let ada: Visitor;
  let page: Page;
  let match: string;
  const others: Record<'bob' | 'cy' | 'di', Parlor> = {} as never;

  before(async () => {
    await ensureBuilt();
    server = await startParlor({ RATE_LIMIT_FACTOR: '10' });
    for (const [who, name] of Object.entries({ bob: BOB, cy: CY, di: DI })) {
      const parlor = new Parlor(server.url, { storage: memoryStorage() });
      others[who as keyof typeof others] = parlor;
      await parlor.signInAsGuest(name);
      await parlor.enterLobby();
    }
    ada = await visit(`${server.url}/app`, PHONE);
    page = ada.page;
  });
  after(async () => {
    for (const parlor of Object.values(others)) parlor.close();
    await ada?.leave();
    await server?.stop();
  });

  async function check(state: string): Promise<void> {
    await page.setViewportSize({ width: 320, height: 640 });
    await screenshot(page, `hostile-${state.replaceAll(' ', '-')}`);
    await page.setViewportSize(PHONE);
    await withstandsNames(page, state, TEXTS);
  }

  it('are no matter in the lobby and in a party', async () => {
    await page.getByLabel('Your name').fill(ADA);
    await page.getByRole('button', { name: 'Open a party' }).click();
    const link = await page.getByLabel('Send this link to friends').inputValue();
    const code = new URL(link).pathname.split('/').at(-1) ?? '';
    const { bob, cy, di } = others;
    for (const line of SAID) await bob.sayInLobby(line);
    await bob.parties.join(code);
    await cy.parties.join(code);
    for (const line of SAID) await cy.parties.say(line);
    await di.parties.create('relay');
    const me = bob.parties.current?.leader ?? '';
    await di.parties.invite(me);
    await page.getByText('invites you to a party').waitFor();
    await page.getByRole('log', { name: 'Party chat' }).getByText('Xylophone').waitFor();
    await page.getByRole('log', { name: 'Lobby chat' }).getByText('Xylophone').waitFor();
    await check('lobby');
    await page.setViewportSize({ width: 320, height: 640 });
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    assert.equal(await overflowOf(page), 0, 'with text of twice its size');
    await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
    await page.setViewportSize(PHONE);
  });

  it('are no matter where a party is joined', async () => {
    const code = others.di.parties.current?.code ?? '';
    const guests = await Promise.all(
      Array.from({ length: 4 }, async (_, i) => {
        const parlor = new Parlor(server.url, { storage: memoryStorage() });
        await parlor.signInAsGuest(`${i}${CY}`.slice(0, 24));
        await parlor.enterLobby();
        return parlor;
      }),
    );
    await page.goto(`${server.url}/app/party/${code}`);
    await page.getByRole('heading', { level: 1, name: /^Join / }).waitFor();
    await check('join');
    for (const guest of guests) await guest.parties.join(code);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'This party is full' }).waitFor();
    await check('full');
    for (const guest of guests) {
      await guest.signOut();
      guest.close();
    }
  });

  it('are no matter on profiles and in settings', async () => {
    await page.goto(`${server.url}/app/me`);
    await page.locator('h1 bdi').waitFor();
    await check('me');
    await page.goto(`${server.url}/app/players/${others.bob.player?.id}`);
    await page.getByRole('button', { name: 'Mute', exact: true }).click();
    await check('profile');
    await page.goto(`${server.url}/app/settings`);
    await page.getByRole('button', { name: /^Unmute/ }).waitFor();
    await check('settings');
    await page.getByRole('button', { name: /^Unmute/ }).click();
  });

  it('are no matter at a table', async () => {
    const { bob, cy } = others;
    await Promise.all([bob.parties.ready(true), cy.parties.ready(true)]);
    await page.goto(`${server.url}/app`);
    await page.getByRole('button', { name: 'Start, with bots in empty seats' }).click();
    await page.getByText('Every puzzle you solve feeds').waitFor();
    await check('countdown');
    await page.getByRole('region', { name: 'Your puzzle' }).waitFor();
    match = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    for (const parlor of [bob, cy]) if (!parlor.match) await parlor.resume();
    for (const line of SAID) await bob.match?.say(line);
    await check('table');
    await page.getByRole('button', { name: /^Chat/ }).click();
    await page.getByRole('log', { name: 'Table chat' }).getByText('Xylophone').waitFor();
    await check('table chat');
    await page.getByRole('button', { name: 'Close' }).click();
  });

  it('are no matter to who watches', async () => {
    const tab = page;
    page = await ada.tab();
    await page.goto(`${server.url}/app/watch`);
    await page
      .getByRole('link', { name: /^Rejoin|^Watch: / })
      .first()
      .waitFor();
    await check('watch list');
    await page.goto(`${server.url}/app/matches/${match}`);
    await page.getByRole('heading', { name: 'This match is being played' }).waitFor();
    await check('running match');
    await page.close();
    page = tab;
    const spectator = await visit(`${server.url}/app/watch/${match}`, PHONE);
    const own = page;
    page = spectator.page;
    await page.getByRole('heading', { name: 'You are watching' }).waitFor();
    await check('watch');
    page = own;
    await spectator.leave();
  });

  it('are no matter in results, replays, histories and the ranking', async () => {
    await runDown(server, match);
    await page.goto(`${server.url}/app/matches/${match}`);
    await page.getByRole('heading', { name: 'How the points flowed' }).waitFor();
    await check('result');
    await page.goto(`${server.url}/app/replay/${match}`);
    await page.getByRole('heading', { name: 'Replay' }).waitFor();
    await check('replay');
    await page.goto(`${server.url}/app/me`);
    await page.locator(`a[href$="/matches/${match}"]`).first().waitFor();
    await check('history');
    const rating = { rating: 1000, mu: 1200, sigma: 100, played: 3, provisional: true };
    const entries = [ADA, BOB, CY, DI].map((name, i) => ({
      rank: i + 1,
      player: `p${i}`,
      name,
      rating,
      score: 900,
    }));
    await page.route('**/leaderboards/**', (route) => route.fulfill({ json: { game: 'relay', entries } }));
    await page.goto(`${server.url}/app/leaderboard`);
    await page.locator('.board bdi').first().waitFor();
    await check('ranking');
  });
});
