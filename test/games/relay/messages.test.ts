import assert from 'node:assert/strict';
import { relayAction } from '../../../src/games/relay/messages.ts';

const answer = (text: unknown) => ({ action: 'answer', puzzle_id: '1-1', answer: text });

describe('relay messages', () => {
  it('RL25 takes answers and skips', () => {
    assert.deepEqual(relayAction.parse(answer('  42\n')), answer('42'));
    assert.deepEqual(relayAction.parse({ action: 'skip' }), { action: 'skip' });
    assert.deepEqual(relayAction.parse({ action: 'skip', puzzle_id: '1-1' }), {
      action: 'skip',
      puzzle_id: '1-1',
    });
    for (const text of ['1 2 3 4\n3 4 1 2\n2 1 4 3\n4 3 2 1', '٤٢', 'naïve', '😀', 'x'.repeat(64)]) {
      assert.deepEqual(relayAction.parse(answer(text)), answer(text));
    }
  });

  it('RL25 refuses every other shape', () => {
    const nul = String.fromCharCode(0);
    const halfPair = String.fromCharCode(0xd83d);
    for (const input of [
      null,
      42,
      'answer',
      [],
      {},
      { action: 'win' },
      { action: 'answer' },
      { action: 'answer', puzzle_id: '1-1' },
      answer(''),
      answer('   '),
      answer(42),
      answer(['4']),
      answer({ toString: '4' }),
      answer('x'.repeat(65)),
      answer('x'.repeat(1_000_000)),
      answer(`4${nul}`),
      answer(halfPair),
      { ...answer('4'), points: 100 },
      { action: 'answer', puzzle_id: '', answer: '4' },
      { action: 'answer', puzzle_id: 'x'.repeat(65), answer: '4' },
      { action: 'skip', puzzle_id: 7 },
      { action: 'skip', by: 'bob' },
    ]) {
      assert.equal(relayAction.safeParse(input).success, false, JSON.stringify(input)?.slice(0, 80));
    }
  });
});
