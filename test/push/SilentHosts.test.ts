import assert from 'node:assert/strict';
import { SilentHosts } from '../../src/push/SilentHosts.ts';
import type { PushAnswer } from '../../src/push/sendWebPush.ts';
import { type PushJob, WebPush } from '../../src/push/WebPush.ts';

const SILENT = 'https://silent.push.services.mozilla.com/x';
const OTHER = 'https://fcm.googleapis.com/x';
const NO_ANSWER = new Error('no answer');

describe('a push service that does not answer', () => {
  it('is tried by two at once, until it answers', async () => {
    const hosts = new SilentHosts();
    const silence = () => hosts.ask(SILENT, () => Promise.reject(NO_ANSWER));
    assert.ok(hosts.mayTry(SILENT));
    await assert.rejects(silence(), NO_ANSWER);
    const ends: ((error: Error) => void)[] = [];
    const hang = () => hosts.ask(SILENT, () => new Promise<void>((_, reject) => void ends.push(reject)));
    const tries = [hang(), hang()];
    assert.equal(hosts.mayTry(SILENT), false);
    assert.ok(hosts.mayTry(OTHER), 'the others are asked as before');
    for (const end of ends) end(NO_ANSWER);
    for (const each of tries) await assert.rejects(each, NO_ANSWER);
    assert.ok(hosts.mayTry(SILENT), 'one tries again and again');
    await hosts.ask(SILENT, async () => 'here');
    void hang().catch(() => {});
    void hang().catch(() => {});
    void hang().catch(() => {});
    assert.ok(hosts.mayTry(SILENT), 'it answered: there is no bound');
  });

  it('has its pushes put off, each as often as it takes and without counting as tried; those to others go', async () => {
    const jobs: PushJob[] = [];
    const ids = new Set<string>();
    const results: string[] = [];
    const hanging: ((error: Error) => void)[] = [];
    const notification = {
      id: 'a-b',
      seq: 1,
      title: '',
      body: '',
      data: {},
      priority: 'high',
      expiresAt: 1e9,
    };
    const push = new WebPush({
      store: {
        due: async (_seq: number, subscription: string) => ({
          target: { endpoint: subscription, p256dh: '', auth: '' },
          epoch: 'one',
          notification,
        }),
        worked: async () => {},
        refused: async () => {},
      } as never,
      send: ({ endpoint }) =>
        endpoint === OTHER
          ? Promise.resolve<PushAnswer>({ status: 201, retryAfterS: null })
          : new Promise<PushAnswer>((_, reject) => void hanging.push(reject)),
      publicKey: '',
      plan: async () => {},
      async push(added) {
        for (const { id, data } of added) {
          assert.ok(!ids.has(id), 'what has the id of one that is there is not added');
          ids.add(id);
          jobs.push(data);
        }
      },
      now: () => 0,
      log: { warn() {} },
      counted: (result) => results.push(result),
    });
    const job = (subscription: string): PushJob => ({ seq: 1, subscription, attempt: 1 });
    const first = push.push(job(SILENT));
    await new Promise(setImmediate);
    hanging.shift()?.(NO_ANSWER);
    await first;
    const tries = [push.push(job(SILENT)), push.push(job(SILENT))];
    await new Promise(setImmediate);

    await push.push(job(SILENT));
    await push.push(jobs.at(-1) as PushJob);
    await push.push(job(OTHER));

    assert.deepEqual(results, ['later', 'put_off', 'put_off', 'sent']);
    assert.deepEqual(jobs.at(-1), { seq: 1, subscription: SILENT, attempt: 1, putOff: 2 });
    for (const end of hanging) end(NO_ANSWER);
    ids.clear();
    await Promise.all(tries.map((each) => each.catch(() => {})));
  });
});
