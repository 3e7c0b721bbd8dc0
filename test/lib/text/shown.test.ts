import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasInk, seenLength, shownLine, shownText } from '../../../src/lib/text/shown.ts';

/** Text with much of what is hard: joiners, marks, spaces, halves, tags. */
const hard = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'é',
        'e\u0301',
        '\u0301',
        '\u0336',
        'क',
        '\u094D',
        'ष',
        '\u200C',
        '\u200D',
        'ع',
        'ل',
        'ی',
        'ا',
      ],
      ...[
        '👩',
        '👧',
        '🏽',
        '\uFE0F',
        '\uFE0E',
        '1',
        '\u20E3',
        '🏴',
        '\u{E0067}\u{E0062}\u{E0065}',
        '\u{E007F}',
      ],
      ...[
        ' ',
        '\n',
        '\u2028',
        '\u00A0',
        '\u2800',
        '\u3164',
        '\u202E',
        '\u200B',
        '\uD83D',
        '\uDE00',
        '\uE000',
      ],
      ...[
        '葛',
        '\u{E0100}',
        'ᠠ',
        '\u180E',
        '\u180B',
        'র',
        '\u09CD',
        'य',
        '.',
        '🇬',
        '🇧',
        '\u0F71',
        'ར',
        '\0',
        '\uFFFC',
      ],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('a shown line', () => {
  it('keeps joiners and variants where scripts and emoji need them', () => {
    for (const text of [
      ...['علی‌رضا', 'می‌آید', 'क्ष', 'क्‍ष', 'क्‌ष', 'ශ්‍රී', 'র‍্যা', 'ന്‍', 'ه‍'],
      ...['👨‍👩‍👧', '🏳️‍🌈', '👩🏽‍🚀', '❤️‍🔥', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '#️⃣', '👍🏽', '❤️', '🇬🇧', '葛󠄀城'],
      ...['שָׁלוֹם', 'مُحَمَّد', 'Nguyễn', 'ọ́', 'ไม้', 'မြွှို့', 'བསྒྲུབས', 'ᠭᠠᠵᠠᠷ', '۝', 'ᠰᠠᠶᠢᠨ'],
    ]) {
      const composed = text.normalize('NFC');
      assert.equal(shownLine(text), composed, JSON.stringify(text));
    }
  });

  it('drops them everywhere else, and whatever shows nothing', () => {
    const dropped: Record<string, string> = {
      'ad\u200Dmin': 'admin',
      'a\u200Cb': 'ab',
      'علی\u200Dرضا': 'علیرضا',
      'ا\u200Cب': 'اب',
      '\u200Da': 'a',
      'a\uFE0F': 'a',
      '1\uFE0F': '1',
      'a\u{E0100}': 'a',
      'a\u{E0067}\u{E0062}\u{E007F}': 'a',
      'a\u00AD\u034F\u2060\uFEFFb': 'ab',
      '\u202Eabc\u2066\u2069': 'abc',
      '\u3164\u115F\u1160\uFFA0': '',
      '\u2800': '',
      'a\uD800b\uDC00': 'ab',
      'a\uE000\uFDD0\u0378b': 'ab',
      '\u{1D159}\uFFFC': '',
      '\0a\u001B[1m': 'a[1m',
      '\u0301a': 'a',
    };
    for (const [text, shown] of Object.entries(dropped)) assert.equal(shownLine(text), shown, escape(text));
  });

  it('leaves a few marks on a letter', () => {
    const marks = (text: string) => text.match(/\p{M}/gu)?.length ?? 0;
    assert.equal(shownLine('e\u0301'), 'é');
    assert.equal(marks(shownLine(`Z${'\u0337\u0334'.repeat(20)}`)), 2);
    assert.equal(marks(shownLine(`ก${'\u0E47'.repeat(40)}`)), 4);
    assert.equal(marks(shownLine(`a${'\u0301'.repeat(40)}`).normalize('NFD')), 3);
  });

  it('has one space for white space of any kind', () => {
    assert.equal(shownLine(' a\t\n \u3000b\u2028\u00A0c '), 'a b c');
    assert.equal(shownText(' a \n\n\n\n b\u2028c\td\r\n'), 'a\n\nb\nc d');
  });

  it('is looked at again when what goes lets marks change places', () => {
    const line = shownLine('\u09AF\u09CD\u0301\u202E\u0F71');
    assert.equal(shownLine(line), line);
  });

  it('stays as it is when it is shown again', () => {
    const text = fc.oneof(hard, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, (written) => {
        const [line, lines] = [shownLine(written), shownText(written)];
        assert.equal(shownLine(line), line);
        assert.equal(shownText(lines), lines);
        assert.equal(line, line.normalize('NFC'));
        assert.ok(line.isWellFormed());
        assert.doesNotMatch(
          line,
          /^\s|\s$|\s\s|[\n\p{Cc}\p{Co}\p{Cn}\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164]/u,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a person sees', () => {
  it('is counted by characters, not by their parts', () => {
    for (const text of ['a', 'é', '👨‍👩‍👧', '🏳️‍🌈', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇬🇧', '1️⃣', 'क्ष', 'Z\u0337\u0334']) {
      assert.equal(seenLength(text), 1, text);
    }
  });

  it('needs ink to be a name', () => {
    for (const text of ['a', '7', '$', '👍', '李', 'ع']) assert.ok(hasInk(text), text);
    for (const text of ['', '...', '-', '_']) assert.ok(!hasInk(text), text);
  });
});
