import assert from 'node:assert/strict';
import { isolated } from '../../web/src/lib/isolated.ts';
import { isBot, namesAtTable, withoutMark } from '../../web/src/lib/names.ts';

describe('names on the page', () => {
  it('count bots instead of naming them', () => {
    assert.equal(
      namesAtTable(['Ada', 'Felix (bot)', 'Bob', 'Emmy (bot)']),
      `${isolated('Ada')}, ${isolated('Bob')} and 2 bots`,
    );
    assert.equal(namesAtTable(['Ada', 'Felix (bot)']), `${isolated('Ada')} and 1 bot`);
    assert.equal(namesAtTable(['Ada', 'Bob']), `${isolated('Ada')}, ${isolated('Bob')}`);
    assert.equal(namesAtTable(['Felix (bot)', 'Emmy (bot)']), '2 bots');
  });

  it('tell a bot', () => {
    assert.deepEqual(['Felix (bot)', 'Ada', 'bot'].map(isBot), [true, false, false]);
  });

  it('lose the mark only at their end', () => {
    assert.equal(withoutMark('Felix (bot)'), 'Felix');
    assert.equal(withoutMark('The (bot) Fan'), 'The (bot) Fan');
  });
});
