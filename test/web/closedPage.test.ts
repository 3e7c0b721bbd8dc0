import assert from 'node:assert/strict';
import type { CDPSession } from 'playwright-core';
import { browser, vapidKeys } from '../push/support/pushService.ts';
import { type ParlorProcess, startParlor } from '../support/parlorProcess.ts';
import { ensureBuilt } from './support/builtPage.ts';
import { faultsOf, overflowOf, type Visitor, visit } from './support/visitor.ts';

const SWITCH = { name: /^Tell me when Parlor is closed/ };
const keys = vapidKeys();
const VAPID = {
  VAPID_PUBLIC_KEY: keys.publicKey,
  VAPID_PRIVATE_KEY: keys.privateKey,
  VAPID_SUBJECT: keys.subject,
};

/** A headless browser has no push service: this is what it would have said. */
function subscribes(target: { endpoint: string; p256dh: string; auth: string }): void {
  const { endpoint, ...keys } = target;
  let here: object | null = null;
  const subscription = {
    ...{
      endpoint,
      options: { applicationServerKey: null },
      toJSON: () => ({ endpoint, expirationTime: null, keys }),
    },
    unsubscribe: async () => {
      here = null;
    },
  };
  PushManager.prototype.getSubscription = async () => here as never;
  PushManager.prototype.subscribe = async () => {
    here = subscription;
    return subscription as never;
  };
}

describe('a page that is closed', function () {
  this.timeout(240_000);
  let server: ParlorProcess;
  let visitor: Visitor;
  before(async () => {
    await ensureBuilt();
    server = await startParlor(VAPID);
    visitor = await visit(`${server.url}/app`);
    await visitor.page.context().grantPermissions(['notifications']);
  });
  after(async () => {
    await visitor?.leave();
    await server?.stop();
  });

  it('is told what is important, if its owner wants it', async () => {
    const { page } = visitor;
    await page.addInitScript(subscribes, browser('one').target);
    await page.getByRole('button', { name: 'Open a party' }).click();
    await page.getByRole('heading', { name: /^Your party/ }).waitFor();
    await page.goto(`${server.url}/app/settings`);
    const said = page.waitForResponse(
      (response) => response.url().endsWith('/notifications/push') && response.request().method() === 'PUT',
    );
    await page.getByRole('switch', SWITCH).click();
    assert.equal((await said).status(), 200);
    await page.getByRole('switch', { ...SWITCH, checked: true }).waitFor();
    assert.deepEqual([await faultsOf(page), await overflowOf(page)], [[], 0]);
    const taken = page.waitForResponse(
      (response) =>
        response.url().endsWith('/notifications/push') && response.request().method() === 'DELETE',
    );
    await page.getByRole('switch', SWITCH).click();
    assert.equal((await taken).status(), 200);
    await page.getByRole('switch', { ...SWITCH, checked: false }).waitFor();
  });

  it('shows it once, unless the page is looked at', async () => {
    const { page } = visitor;
    const session = await page.context().newCDPSession(page);
    const deliver = await delivery(session, `${server.url}/app/`);
    await deliver({ id: 'a', title: 'Looked at', body: '', link: '/', priority: 'high' });
    await page.goto(`${server.url}/docs`); // of this server, and not the page
    await deliver({ id: 'b', title: 'Closed', body: 'Come', link: '/leaderboard', priority: 'high' });
    await deliver({ id: 'b', title: 'Closed', body: 'Come', link: '/leaderboard', priority: 'high' });
    await deliver({ id: 'c', title: 'Elsewhere', body: '', link: 'https://example.com', priority: 'high' });
    const shown = await page.evaluate(async () => {
      for (;;) {
        const registration = await navigator.serviceWorker.getRegistration('/app/');
        const all = (await registration?.getNotifications()) ?? [];
        if (all.some(({ tag }) => tag === 'c'))
          return all.map(({ tag, title, body, data }) => [tag, title, body, data.link]).sort();
        await new Promise(requestAnimationFrame);
      }
    });
    assert.deepEqual(shown, [
      ['b', 'Closed', 'Come', '/leaderboard'],
      ['c', 'Elsewhere', '', '/'],
    ]);
    assert.deepEqual(visitor.errors, []);
  });

  it('is offered nothing where the server cannot tell it', async () => {
    const { page } = visitor;
    await page.route('**/notifications/push', (route) =>
      route.fulfill({
        contentType: 'application/json',
        body: JSON.stringify({ public_key: null }),
      }),
    );
    const asked = page.waitForResponse((response) => response.url().endsWith('/notifications/push'));
    await page.goto(`${server.url}/app/settings`);
    await asked;
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    assert.equal(await page.getByRole('switch', SWITCH).count(), 0);
  });
});

/** Hands messages to the page's worker, as the browser's push service would, and resolves once each is dealt with. */
async function delivery(session: CDPSession, scope: string): Promise<(message: object) => Promise<void>> {
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL }) => scopeURL === scope);
      if (found) resolve(found.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  const { origin } = new URL(scope);
  return async (message) => {
    await session.send('ServiceWorker.deliverPushMessage', {
      ...{ origin, registrationId, data: JSON.stringify(message) },
    });
  };
}
