import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCell, readDigits, readNumber, readWord } from '../../../../src/games/relay/puzzles/reading.ts';

describe('reading answers', () => {
  it('RL27 reads a number in any usual spelling', () => {
    for (const text of [
      '42',
      ' 42 ',
      '042',
      '+42',
      '4 2',
      '42.',
      '42.0',
      '42.00',
      '＋４２',
      '٤٢',
      '४२',
      '𝟒𝟐',
    ]) {
      assert.equal(readNumber(text), '42', text);
    }
    for (const text of ['-7', '−7', '–7', '- 7', '-07', '－７']) assert.equal(readNumber(text), '-7', text);
    for (const text of ['1000', '1,000', '1 000', '001,000']) assert.equal(readNumber(text), '1000', text);
    for (const text of ['0', '00', '-0', '+0', '0.0']) assert.equal(readNumber(text), '0', text);
  });

  it('RL30 reads nothing else as a number', () => {
    for (const text of [
      '',
      '4.2',
      '42.5',
      '4,2',
      '10,00',
      ',100',
      '0x2a',
      '4e1',
      '42a',
      '4²',
      '½',
      '④',
      '--7',
      '+-7',
      '7-',
      'forty-two',
      'NaN',
      'Infinity',
    ]) {
      assert.equal(readNumber(text), undefined, text);
    }
  });

  it('RL27 reads every whole number back', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(5), (value, zeros) => {
        const sign = value < 0 ? '-' : '';
        const digits = String(Math.abs(value));
        assert.equal(readNumber(`${sign}${'0'.repeat(zeros)}${digits}`), String(value));
        assert.notEqual(readNumber(String(value + 1)), String(value));
      }),
    );
  });

  it('RL27 knows every digit of every script', () => {
    let zero = 0;
    let count = 0;
    for (let code = 0; code <= 0x10ffff; code++) {
      const digit = String.fromCodePoint(code);
      if (!/\p{Nd}/u.test(digit)) {
        zero = code + 1;
        continue;
      }
      count += 1;
      assert.equal(readDigits(digit), String((code - zero) % 10), code.toString(16));
    }
    assert.ok(count >= 650);
  });

  it('RL28 reads a word whatever its case, accents, spaces and quotes', () => {
    for (const text of [
      'naive',
      'Naïve',
      ' NAIVE ',
      'na ive',
      '"naive"',
      'naive.',
      '“Naïve”!',
      'nai\u0308ve',
      'ｎａｉｖｅ',
    ]) {
      assert.equal(readWord(text), 'naive', text);
    }
  });

  it('RL30 does not read another word for it', () => {
    for (const text of ['naives', 'naiv', 'na-ive', "na'ive", 'nаive' /* Cyrillic а */, 'n4ive']) {
      assert.notEqual(readWord(text), 'naive', text);
    }
  });

  it('RL29 reads digits between any separators, and no letters', () => {
    for (const text of ['1234', '1 2 3 4', '12/34', '1,2|3-4', '[1][2][3][4]', '1\n2\t3 4', '１２３４']) {
      assert.equal(readDigits(text), '1234', text);
    }
    for (const text of ['', '12a34', 'one', '12·x']) assert.equal(readDigits(text), undefined, text);
  });

  it('RL29 reads a cell with column and row in either order', () => {
    for (const text of ['B3', 'b3', ' b 3 ', 'B-3', '(b, 3)', '3B', '3 b', 'B03', 'Ｂ３']) {
      assert.equal(readCell(text), 'B3', text);
    }
    for (const text of ['B', '3', 'B3B', 'BB3', '33', 'B 3 4 C', 'β3', '']) {
      assert.notEqual(readCell(text), 'B3', text);
    }
    assert.equal(readCell('B 3 4'), 'B34');
  });
});
