import assert from 'node:assert/strict';
import { NAMELESS } from '../../src/lib/nameless.ts';
import { nameIn, PlayerNames, shownIn } from '../../src/players/playerNames.ts';
import { faceOf } from '../../src/protocol/face.ts';

const HAT = 'star-plum-hat';

describe('names of players', () => {
  const accounts = new Map([['ada', { name: 'Ada', face: HAT }]]);
  let away: Error | null = null;
  const look = async (id: string) => {
    if (away) throw away;
    return accounts.get(id) ?? null;
  };
  const names = new PlayerNames({ byId: look, recent: look });
  beforeEach(() => {
    away = null;
    accounts.set('ada', { name: 'Ada', face: HAT });
  });

  it('are those of now', async () => {
    await names.of(['ada']);
    accounts.set('ada', { name: 'Countess', face: 'circle-rose-bow' });
    assert.deepEqual(
      [...(await names.of(['ada', 'ada']))],
      [['ada', { name: 'Countess', face: 'circle-rose-bow' }]],
    );
  });

  it('are not there for who has no account, who is shown all the same', async () => {
    const found = await names.of(['nobody']);
    assert.equal(found.size, 0);
    assert.equal(nameIn(found, 'nobody'), NAMELESS);
    assert.deepEqual(shownIn(found, 'nobody'), { name: NAMELESS, face: faceOf('nobody') });
  });

  it('are those known last while accounts are away, and of strangers none', async () => {
    await names.of(['ada']);
    away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    assert.deepEqual((await names.of(['ada'])).get('ada'), { name: 'Ada', face: HAT });
    assert.equal((await names.recent(['ada'])).get('ada')?.name, 'Ada');
    await assert.rejects(names.of(['stranger']), { code: 'ECONNREFUSED' });
    away = new Error('a bug');
    await assert.rejects(names.of(['ada']), /a bug/);
  });

  it('are kept for so many players, the latest', async () => {
    const many = new PlayerNames({
      async byId(id) {
        if (away) throw away;
        return { name: id, face: null };
      },
      recent: look,
    });
    for (let i = 0; i <= 10_000; i++) await many.of([`p${i}`]);
    away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    assert.equal((await many.of(['p1'])).get('p1')?.name, 'p1');
    await assert.rejects(many.of(['p0']), { code: 'ECONNREFUSED' });
  });
});
