import assert from 'node:assert/strict';
import { chatLine } from '../../src/lib/chatLine.ts';

describe('a line of chat', () => {
  it('is shown as it was meant, insults starred out', () => {
    assert.equal(chatLine('  hello\n\nall \u202Eof you '), 'hello all of you');
    assert.equal(chatLine('علی‌رضا 👨‍👩‍👧 🏳️‍🌈'), 'علی‌رضا 👨‍👩‍👧 🏳️‍🌈');
    assert.equal(chatLine('Hitchcock and the Blue Tit, sh1t'), 'Hitchcock and the Blue Tit, ****');
    assert.equal(chatLine('f\u200Bu\u200Bc\u200Bk'), '****');
  });

  it('has 1 to 300 characters as people see them', () => {
    assert.equal(chatLine('x'.repeat(300)).length, 300);
    assert.equal(chatLine('🇬🇧'.repeat(300)), '🇬🇧'.repeat(300));
    for (const bad of [
      '',
      ' \n ',
      '\u200B',
      '\u2800\u2800',
      '\u3164',
      'x'.repeat(301),
      '👨‍👩‍👧'.repeat(300),
    ]) {
      assert.throws(
        () => chatLine(bad),
        { status: 400, code: 'invalid_chat' },
        JSON.stringify(bad.slice(0, 9)),
      );
    }
  });
});
