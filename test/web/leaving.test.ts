import assert from 'node:assert/strict';
import { leavingOf } from '../../web/src/games/relay/leaving.ts';

const player = (id: string, more = {}) => ({ id, bot: false, left: false, active: true, ...more });

describe('what leaving comes to', () => {
  it('is a lost match for a player who is still in', () => {
    const { asked, told } = leavingOf({ phase: 'playing', players: [player('me'), player('ada')] }, 'me');
    assert.match(asked, /behind everybody who stays/);
    assert.match(told, /counts as lost/);
  });

  it('is nothing more for a player who is out', () => {
    const players = [player('me', { active: false }), player('ada')];
    const { asked, told } = leavingOf({ phase: 'playing', players }, 'me');
    assert.match(asked, /costs nothing more/);
    assert.match(told, /What you passed on counts/);
  });

  it('ends the match when nobody but bots would stay', () => {
    const players = [player('me'), player('ada', { left: true }), player('bot', { bot: true })];
    const { asked, link } = leavingOf({ phase: 'playing', players }, 'me');
    assert.match(asked, /match ends when you go/);
    assert.equal(link, 'See its result');
  });

  it('is no match at all before it begins', () => {
    const players = [player('me', { active: false }), player('ada', { active: false })];
    const { asked, link } = leavingOf({ phase: 'countdown', players }, 'me');
    assert.match(asked, /waiting for you/);
    assert.equal(link, null);
  });
});
