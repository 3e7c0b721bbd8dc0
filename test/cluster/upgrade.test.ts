import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import sinon from 'sinon';
import type { Whereabouts } from '../../src/cluster/recovery.ts';
import { socketPlaces, type UpgradeNeeds } from '../../src/cluster/upgrade.ts';
import { Problem } from '../../src/lib/problem.ts';
import { bootToy } from '../support/bootToy.ts';

const MATCH = randomUUID();
const ADDRESSES: Record<string, string> = { other: '10.0.0.2:2567' };

/** Decides about sockets where matches are as `found`; `good` is the one token, and good for a seat as well. */
function places(found: () => Promise<Whereabouts>, needs: Partial<UpgradeNeeds> = {}) {
  const looked: string[] = [];
  const check = async (token: string | undefined) => {
    if (token === 'away') throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    if (token !== 'good') throw new Problem(401, 'token_invalid', 'Not a token of ours.');
    return { id: 'ann' };
  };
  const placeOf = socketPlaces({
    authenticate: check,
    authenticateSeated: check,
    recovery: {
      find: async (match) => {
        looked.push(match);
        return found();
      },
    },
    liveness: {
      alive: async (process) => process in ADDRESSES || process === 'alive',
      address: async (process) => ADDRESSES[process] ?? null,
    },
    log: { info() {}, warn() {}, error() {} },
    ...needs,
  });
  const at = async (path: string, about: { token?: string; forwarded?: boolean } = {}) => {
    const place = await placeOf({ token: undefined, forwarded: false, ...about, path });
    return place.at === 'elsewhere' ? place.address : place.at;
  };
  return { at, placeOf, looked };
}

describe('the place of a socket', () => {
  let server: Awaited<ReturnType<typeof bootToy>>;
  before(async () => {
    server = await bootToy();
  });
  after(() => server.stop());

  const path = `/p/${MATCH}`;

  it('is where its match runs, whichever process the client names', async () => {
    const owned = (owner: string) => places(async () => ({ at: 'elsewhere', owner }));
    assert.equal(await places(async () => ({ at: 'here' })).at(path), 'here');
    assert.equal(await places(async () => ({ at: 'nowhere' })).at(path), 'here'); // which says that it is none
    assert.equal(await owned('other').at(path, { token: 'good' }), '10.0.0.2:2567');
    assert.equal(await owned('alive').at(path), 'nowhere yet'); // nobody knows how to reach it
    assert.equal(await owned(matchMaker.processId).at(path), 'nowhere yet'); // it is being opened
  });

  it('is not further than one process away', async () => {
    const { at } = places(async () => ({ at: 'elsewhere', owner: 'other' }));
    assert.equal(await at(path, { forwarded: true }), 'nowhere yet');
    assert.equal(await at('/other/lobby', { forwarded: true }), 'here');
  });

  it('is the process that the client names for other rooms, if that lives', async () => {
    const { at, looked } = places(() => assert.fail('it is no match'));
    assert.equal(await at('/other/lobby'), '10.0.0.2:2567');
    assert.equal(await at('/alive/lobby'), 'nowhere yet');
    for (const here of ['/dead/lobby', `/${matchMaker.processId}/lobby`, '/', '/lobby'])
      assert.equal(await at(here), 'here', here);
    assert.deepEqual(looked, []);
  });

  it('is nowhere for a token that does not hold, and no match is brought back for it', async () => {
    const { at, placeOf, looked } = places(async () => ({ at: 'here' }));
    for (const one of [path, '/other/lobby', '/']) assert.equal(await at(one, { token: 'bad' }), 'refused');
    const place = await placeOf({ path, token: 'bad', forwarded: false });
    assert.equal(place.at === 'refused' && place.problem.code, 'token_invalid');
    assert.deepEqual(looked, []);
    assert.equal(await at(path, { token: 'away' }), 'here'); // the room decides
  });

  it('is where the room decides within a second, while accounts do not answer', async () => {
    const never = () => new Promise<never>(() => {});
    const { at } = places(async () => ({ at: 'here' }), { authenticate: never, authenticateSeated: never });
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const asked = Promise.all([at(path, { token: 'good' }), at('/other/lobby', { token: 'good' })]);
      await clock.tickAsync(1000);
      assert.deepEqual(await asked, ['here', '10.0.0.2:2567']);
    } finally {
      clock.restore();
    }
  });

  it('is not known yet while nobody can tell', async () => {
    const { at } = places(() => Promise.reject(new Error('Redis is away')));
    assert.equal(await at(path), 'nowhere yet');
  });
});
