import assert from 'node:assert/strict';
import { Pushers } from '../../src/button/Pushers.ts';

function pushers() {
  const accounts = {
    names: new Map([['ada', { name: 'Ada', face: 'star-plum-hat' }]]),
    answers: true,
    hangs: false,
  };
  const timers = new Set<() => void>();
  const all = new Pushers({
    shownAs(player) {
      if (accounts.hangs) return new Promise(() => {});
      return accounts.answers
        ? Promise.resolve(accounts.names.get(player))
        : Promise.reject(new Error('Connection terminated'));
    },
    after(_ms, work) {
      timers.add(work);
      return () => void timers.delete(work);
    },
  });
  return { accounts, all, timers };
}

describe('Pushers', () => {
  it('are called what they are called now; who is gone is nameless', async () => {
    const { accounts, all, timers } = pushers();
    assert.deepEqual(await all.of('ada'), { id: 'ada', name: 'Ada', face: 'star-plum-hat' });
    accounts.names.set('ada', { name: 'Countess', face: 'star-plum-bow' });
    assert.deepEqual(await all.of('ada'), { id: 'ada', name: 'Countess', face: 'star-plum-bow' });
    accounts.names.delete('ada');
    assert.equal((await all.of('ada')).name, 'Deleted player');
    assert.equal(timers.size, 0);
  });

  it('are called what they were called last while accounts are away or hang', async () => {
    const { accounts, all, timers } = pushers();
    await all.of('ada');
    accounts.answers = false;
    assert.equal((await all.of('ada')).name, 'Ada');
    assert.equal((await all.of('bob')).name, '');
    accounts.hangs = true;
    const waiting = all.of('ada');
    for (const late of timers) late();
    assert.equal((await waiting).name, 'Ada');
  });
});
