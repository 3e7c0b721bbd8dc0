import assert from 'node:assert/strict';
import fc from 'fast-check';
import { normalEmail, normalPassword } from '../../../src/lib/text/credentials.ts';

describe('credentials', () => {
  it('are the same password however a keyboard composed it', () => {
    for (const other of [
      'Zoe\u0308 und Åsa',
      'Zoë und A\u030Asa',
      'Zoë\u00A0und\u3000Åsa',
      'Ｚｏë und Åsa',
    ]) {
      assert.equal(normalPassword(other), 'Zoë und Åsa');
    }
    assert.notEqual(normalPassword('Secret 1'), normalPassword('secret 1'));
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => normalPassword(normalPassword(text)) === normalPassword(text),
      ),
    );
  });

  it('are the same address whatever is around it', () => {
    for (const other of [
      ' Ada@Example.COM ',
      'ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ',
      '\u200Eada@example.com\u200F',
      'ada@\u200Bexample.com',
    ]) {
      assert.equal(normalEmail(other), 'ada@example.com');
    }
    assert.equal(normalEmail('a\0da@example.\ncom\ud800'), 'ada@example.com');
    assert.equal(normalEmail('ada@Müller.de'), 'ada@xn--mller-kva.de');
    assert.equal(normalEmail('no address'), 'no address');
  });
});
