import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import type { ButtonAnswer, ButtonState } from '../../src/protocol/button.ts';
import { bootLobby } from '../support/bootLobby.ts';
import { next } from '../support/bootToy.ts';

const rejection = (code: string) => (error: { reason?: { code: string } }) => error.reason?.code === code;

describe('the button in lobby rooms', () => {
  const banned = new Set<string>();
  let server: Awaited<ReturnType<typeof bootLobby>>;
  before(async () => {
    const mayPlay = async (player: string) => {
      if (banned.has(player)) throw new Problem(403, 'banned', 'You are banned.');
    };
    server = await bootLobby({ lobby: { mayPlay } });
    await server.pressed.button.look();
  });
  after(() => server.stop());

  it('is told to who joins, and pushed for all to see', async () => {
    const ada = await server.join('ada');
    const first = await next<ButtonState>(ada, 'button');
    assert.deepEqual([first.version, first.by], [0, null]);
    const bob = await server.join('bob');
    const heard = new Promise<ButtonState>((resolve) =>
      bob.onMessage('button', (state: ButtonState) => state.version > 0 && resolve(state)),
    );
    const { state, ...answer }: ButtonAnswer = await ada.request('push', {
      request_id: 'a',
      seen_version: 0,
    });
    assert.deepEqual(answer, { result: 'applied', version: 1, seen_version: 0 });
    const told = await heard;
    assert.deepEqual(told, state);
    assert.equal(told.by?.id, 'ada');
    assert.deepEqual(await ada.request('push', { request_id: 'a', seen_version: 0 }), { ...answer, state });
    const cy = await server.join('cy');
    assert.equal((await next<ButtonState>(cy, 'button')).version, 1);
    await Promise.all([ada, bob, cy].map((room) => room.leave()));
  });

  it('refuses what makes no sense, and who is banned', async () => {
    const room = await server.join('dan');
    const { version } = await server.pressed.button.state();
    const good = { request_id: 'd', seen_version: version };
    for (const made_at of [Number.NaN, -1, Infinity, '5'])
      await assert.rejects(room.request('push', { ...good, made_at }), rejection('invalid_request'));
    for (const bad of [undefined, {}, { ...good, request_id: 7 }, { ...good, seen_version: -1 }])
      await assert.rejects(room.request('push', bad), rejection('invalid_request'));
    banned.add('dan');
    await assert.rejects(room.request('push', good), rejection('banned'));
    assert.equal((await server.pressed.button.state()).version, version);
    banned.delete('dan');
    server.pressed.store.away = true;
    await assert.rejects(room.request('push', good), rejection('retry_later'));
    server.pressed.store.away = false;
    const answer: ButtonAnswer = await room.request('push', good);
    assert.deepEqual([answer.result, answer.version], ['applied', version + 1]);
    await room.leave();
  });
});
