import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isNumber, readCell, readDigits, readWord } from '../../../../src/games/relay/puzzles/reading.ts';

const LOCALES =
  'af am ar ar-EG ar-MA as az bg bn bs ca ckb cs cy da de de-AT de-CH dz el en en-IN en-ZA es es-CR es-MX et eu fa ' +
  'ff-Adlm fi fil fr fr-CA fr-CH ga gl gsw gu he hi hr hu hy id is it it-CH ja ka kk km kn ko ks ky lo lt lv mk ml mn ' +
  'mni mr ms mt my nb ne nl or pa pa-Arab pl ps pt pt-PT rm ro ru sat sd si sk sl sq sr sv sw ta te th tr uk ur uz ' +
  'uz-Arab vi yo zh zh-TW zu';

describe('reading answers', () => {
  const numbers: Record<string, string[]> = {
    '42': ['42', ' 42 ', '042', '+42', '4 2', '42.', '42.0', '42.00', '42,0', '42,00', '42٫0', '42。'],
    ' 42': [
      '＋４２',
      '٤٢',
      '۴۲',
      '४२',
      '𝟒𝟐',
      '4️⃣2️⃣',
      '\u200e42\u200f',
      '\u061c42',
      '\u206642\u2069',
      '4\u200b2',
    ],
    '-7': ['-7', '−7', '–7', '—7', '‒7', '‐7', '- 7', '-07', '－7', '﹣7', '\u200e-7', '-\u200f7', '-7.'],
    '1234': [
      '1234',
      '1,234',
      '1.234',
      "1'234",
      '1’234',
      '1 234',
      '1\u2009234',
      '1\u202f234',
      '1\u00a0234',
      '1_234',
    ],
    ' 1234': [
      '1,234.0',
      '1.234,00',
      '1’234.00',
      '１，２３４',
      '１．２３４',
      '１２３４',
      '001,234',
      '+1,234',
      '1234,',
    ],
    '  1234': ['١٢٣٤', '١٬٢٣٤', '١٢٣٤٫٠', '۱٬۲۳۴', '१,२३४', '১,২৩৪', '๑,๒๓๔'],
    '1000': ['1000', '1,000', '1.000', '1 000', '001,000', '1.000,000', '1,000.000'],
    '1': ['1', '1,000', '1.000', '1,0', '1,', '01'],
    '10': ['10', '10.0', '10,00'],
    '123456': ['123,456', '123.456', '1,23,456', '123 456', '123_456'],
    '1234567': ['1,234,567', '1.234.567', '12,34,567', '1’234’567', '1 234 567,0'],
    '0': ['0', '00', '-0', '+0', '0.0', '0,00', '−0'],
  };
  for (const [number, texts] of Object.entries(numbers)) {
    it(`RL27 reads ${number.trim()} as ${texts.join(' | ')}`, () => {
      for (const text of texts) assert.ok(isNumber(text, number.trim()), text);
    });
  }

  it('RL30 reads nothing else as a number', () => {
    const others: Record<string, string[]> = {
      '42': [
        '',
        '4.2',
        '4,2',
        '42.5',
        '42a',
        'a42',
        '0x2a',
        '4e1',
        '--42',
        '+-42',
        '42-',
        'forty-two',
        '-42',
        '4*2',
      ],
      '123': [
        '1,23',
        '12,3',
        '1.23',
        '12.3',
        "12'3",
        '1_23',
        '1.2.3',
        '1,2,3',
        '1,123',
        '.123',
        ',123',
        '123,4',
      ],
      '1234': [
        '12,34',
        '12.34',
        '1,2,34',
        '1.2.34',
        '1,,234',
        '1.234,5',
        '1,234.5',
        '1234,5',
        '1234-',
        "1'2'34",
      ],
      '12345': ['1,2345', '123,45', '12,345,6', '1,23,45', '12.34.5'],
      '1000': ['10,00', '1,00', '100,0', '1,0000'],
      '1000000': ['1.000,000', '1,000.000', '1.000 ,000'],
      '4': ['4²', '½', '④', 'IV', 'NaN', 'Infinity', '४४'],
    };
    for (const [number, texts] of Object.entries(others)) {
      for (const text of texts) assert.ok(!isNumber(text, number), `${text} is not ${number}`);
    }
  });

  it('RL27 reads every whole number back, however it is grouped', () => {
    const [spaces, signs] = [
      fc.constantFrom('', ' ', '\u202f', '\u2009'),
      fc.constantFrom('', '\u200e', '\u061c'),
    ];
    const groups = fc.constantFrom('', ',', '.', "'", '’', ' ', '\u202f', '_', '٬');
    fc.assert(
      fc.property(fc.integer(), fc.nat(5), groups, spaces, signs, (value, zeros, group, space, sign) => {
        const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, group);
        const text = `${sign}${value < 0 ? '-' : ''}${space}${group ? '' : '0'.repeat(zeros)}${digits}${sign}`;
        assert.ok(isNumber(text, String(value)), text);
        assert.ok(!isNumber(text, String(value + 1)), text);
      }),
    );
  });

  it('RL27 reads what every locale makes of a number', () => {
    const locales = Intl.DateTimeFormat.supportedLocalesOf(LOCALES.split(' '));
    assert.ok(locales.length > 50);
    for (const locale of locales) {
      for (const value of [0, 42, 1000, 12_345, 1_234_567, -7, -1234]) {
        for (const minimumFractionDigits of [0, 2]) {
          const text = new Intl.NumberFormat(locale, { useGrouping: true, minimumFractionDigits }).format(
            value,
          );
          assert.ok(isNumber(text, String(value)), `${locale}: ${text}`);
          assert.ok(!isNumber(text, String(value + 1)), `${locale}: ${text}`);
        }
      }
    }
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
      '𝒏𝒂𝒊𝒗𝒆',
      'na\u200bive',
      'na\u00adive',
      '\u202anaive\u202c',
      '\ufeffnaive',
      'naive。',
      '«naive»…',
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
    for (const text of [
      '1234',
      '1 2 3 4',
      '12/34',
      '1,2|3-4',
      '[1][2][3][4]',
      '1\n2\t3 4',
      '１２３４',
      '1️⃣2️⃣3️⃣4️⃣',
      '1\u200b234',
      '१२३४',
      '1、2、3、4',
    ]) {
      assert.equal(readDigits(text), '1234', text);
    }
    for (const text of ['', '12a34', 'one', '12·x']) assert.equal(readDigits(text), undefined, text);
  });

  it('RL29 reads a cell with column and row in either order', () => {
    for (const text of [
      'B3',
      'b3',
      ' b 3 ',
      'B-3',
      '(b, 3)',
      '3B',
      '3 b',
      'B03',
      'Ｂ３',
      'B\u200f3',
      'B３',
      'b٣',
      'B3。',
    ]) {
      assert.equal(readCell(text), 'B3', text);
    }
    for (const text of ['B', '3', 'B3B', 'BB3', '33', 'B 3 4 C', 'β3', '']) {
      assert.notEqual(readCell(text), 'B3', text);
    }
    assert.equal(readCell('B 3 4'), 'B34');
  });
});
