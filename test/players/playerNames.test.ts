import assert from 'node:assert/strict';
import { NAMELESS } from '../../src/lib/nameless.ts';
import { nameIn, PlayerNames } from '../../src/players/playerNames.ts';

describe('names of players', () => {
  const accounts = new Map([['ada', { name: 'Ada' }]]);
  let away: Error | null = null;
  const look = async (id: string) => {
    if (away) throw away;
    return accounts.get(id) ?? null;
  };
  const names = new PlayerNames({ byId: look, recent: look });
  beforeEach(() => {
    away = null;
    accounts.set('ada', { name: 'Ada' });
  });

  it('are those of now', async () => {
    await names.of(['ada']);
    accounts.set('ada', { name: 'Countess' });
    assert.deepEqual([...(await names.of(['ada', 'ada']))], [['ada', 'Countess']]);
  });

  it('are not there for who has no account, who is shown all the same', async () => {
    const found = await names.of(['nobody']);
    assert.equal(found.size, 0);
    assert.equal(nameIn(found, 'nobody'), NAMELESS);
  });

  it('are those known last while accounts are away, and of strangers none', async () => {
    await names.of(['ada']);
    away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    assert.equal((await names.of(['ada'])).get('ada'), 'Ada');
    assert.equal((await names.recent(['ada'])).get('ada'), 'Ada');
    await assert.rejects(names.of(['stranger']), { code: 'ECONNREFUSED' });
    away = new Error('a bug');
    await assert.rejects(names.of(['ada']), /a bug/);
  });

  it('are kept for so many players, the latest', async () => {
    const many = new PlayerNames({
      async byId(id) {
        if (away) throw away;
        return { name: id };
      },
      recent: look,
    });
    for (let i = 0; i <= 10_000; i++) await many.of([`p${i}`]);
    away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    assert.equal((await many.of(['p1'])).get('p1'), 'p1');
    await assert.rejects(many.of(['p0']), { code: 'ECONNREFUSED' });
  });
});
