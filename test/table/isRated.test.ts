import assert from 'node:assert/strict';
import { isRated } from '../../src/table/isRated.ts';

const who = (id: string, party: string | null = null) => ({ id, name: id, bot: false, party });
const bot = { id: 'bot', name: 'Bot', bot: true };

describe('whether a match counts for ratings', () => {
  it('does among people who came by themselves, or in two parties', () => {
    const strangers = [who('a'), who('b'), bot];
    assert.equal(isRated(strangers, strangers), true);
    const mixed = [who('a', 'p'), who('b', 'p'), who('c')];
    assert.equal(isRated(mixed, mixed), true);
    const two = [who('a', 'p'), who('b', 'q')];
    assert.equal(isRated(two, two), true);
  });

  it('does not among friends, nor for one alone with bots', () => {
    const friends = [who('a', 'p'), who('b', 'p'), bot];
    assert.equal(isRated(friends, friends), false);
    assert.equal(isRated([who('a'), bot], [who('a'), bot]), false);
  });

  it('goes by who plays, not by who was expected or came later', () => {
    const invited = [who('a', 'p'), who('b', 'p'), who('stranger')];
    assert.equal(isRated([who('a'), who('b'), bot], invited), false, 'the stranger did not come');
    const later = [who('a', 'p'), who('b', 'p'), who('c', 'p'), who('d')];
    assert.equal(isRated(later, later), true, 'a stranger was seated later');
  });
});
