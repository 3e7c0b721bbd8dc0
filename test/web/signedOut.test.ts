import assert from 'node:assert/strict';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { type Visitor, visit } from './support/visitor.ts';

describe('a guest whose token is refused', function () {
  this.timeout(180_000);
  let server: ParlorProcess;
  let guest: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor();
    guest = await visit(`${server.url}/app`);
  });
  after(async () => {
    await guest?.leave();
    await server?.stop();
  });

  it('is told so, and may choose a name and play', async () => {
    const { page, errors } = guest;
    await page.getByLabel('Your name').fill('Ada');
    await page.getByRole('button', { name: 'Open a party' }).click();
    await page.getByRole('heading', { name: 'Your party' }).waitFor();
    const refusal = { status: 401, code: 'token_revoked', detail: 'Your sign-in was ended. Sign in again.' };
    await page.route('**/api/v1/leaderboards/**', (route) => route.fulfill({ status: 401, json: refusal }));
    await page.getByRole('link', { name: 'Ranking', exact: true }).click();
    await page.getByText('You were signed out.').first().waitFor();
    await page.unroute('**/api/v1/leaderboards/**');
    await page.getByRole('link', { name: 'Play', exact: true }).click();

    await page.getByRole('heading', { name: 'Take a seat' }).waitFor();
    await page.getByLabel('Your name').fill('Bob');
    await page.getByRole('button', { name: 'Open a party' }).click();

    await page.getByRole('heading', { name: 'Your party' }).waitFor();
    assert.deepEqual(errors, []);
  });

  it('is taken from a page that needs a player to where a name is chosen', async () => {
    const { page, errors } = guest;
    const refusal = { status: 401, code: 'token_expired', detail: 'Your sign-in has run out.' };
    await page.route('**/api/v1/players/**', (route) => route.fulfill({ status: 401, json: refusal }));

    await page.goto(`${server.url}/app/me`);

    await page.getByRole('heading', { name: 'Take a seat' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/app/');
    assert.deepEqual(errors, []);
  });
});
