import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Problem } from '../../src/lib/problem.ts';
import { Random } from '../../src/lib/random.ts';
import { seenLength, shownLine } from '../../src/lib/text/shown.ts';
import { checkName, friendlyName, MAX_NAME_CODE_POINTS, MAX_NAME_LENGTH } from '../../src/players/names.ts';
import { INNOCENT, INSULTS } from '../lib/text/innocent.ts';

const isInvalid = (error: unknown) =>
  error instanceof Problem && error.status === 400 && error.code === 'invalid_name';

describe('a chosen name', () => {
  it('is trimmed, composed, and keeps single spaces', () => {
    assert.equal(checkName('  Ada   Lovelace \n'), 'Ada Lovelace');
    assert.equal(checkName('Zoe\u0308'), 'Zo\u00eb');
  });

  it('may be of any script, and counts characters as people do', () => {
    for (const name of ['李小龙', 'Ólafur', 'أحمد', '🦊'.repeat(MAX_NAME_LENGTH), '❤️ Sam', 'x']) {
      assert.equal(checkName(name), name);
    }
  });

  const refused: Record<string, unknown> = {
    'no text': 7,
    nothing: undefined,
    'an empty text': '',
    'only spaces': ' \t ',
    'too many characters': 'a'.repeat(MAX_NAME_LENGTH + 1),
    'a line break': 'a\nb',
    'a NUL': 'a\0b',
    'an escape sequence': '\u001b[31mred',
    'text turned around': 'abc\u202Edcba',
    'a zero-width space': 'a\u200Bb',
    'an invisible letter': '\u3164',
    'half a surrogate pair': 'a\uD800b',
    profanity: 'fuck you',
    'profanity in disguise': 'fuuuuck y0u',
  };
  for (const [what, name] of Object.entries(refused)) {
    it(`cannot be ${what}`, () => assert.throws(() => checkName(name), isInvalid));
  }
});

describe('a name of any kind', () => {
  it('may hold an insult inside of a longer word', () => {
    for (const name of INNOCENT.filter((text) => [...text].length <= MAX_NAME_LENGTH)) {
      assert.equal(checkName(name), name.normalize('NFC'));
    }
  });

  it('is no insult, plain or in disguise', () => {
    for (const name of INSULTS) assert.throws(() => checkName(name), isInvalid, name);
  });

  it('keeps what scripts and emoji need', () => {
    for (const name of 'علی‌رضا|क्ष|ශ්‍රී|👨‍👩‍👧|🏳️‍🌈|🏴󠁧󠁢󠁥󠁮󠁧󠁿|1️⃣|👍🏽|葛󠄀城|Nguyễn|ọ́lá|שָׁלוֹם|ไพศาล|Þór|ნინო|$|Ada #1'.split(
      '|',
    )) {
      assert.equal(checkName(name), name.normalize('NFC'));
    }
  });

  it('has something to see, nothing unseen, and no piles of marks', () => {
    const unseen = [
      '\u2800',
      '\u3164',
      '\u115F\u1160',
      '\uFFA0',
      '\u00A0',
      '\u200B',
      '\u00AD',
      '\uFE0F',
      '\u{1D159}',
    ];
    const inside = [
      'a\u2800b',
      'ad\u200Dmin',
      'a\u200Cb',
      '\u202Eabc',
      'a\uE000',
      'a\u0378',
      'a\uFDD0',
      'a\u{E0041}',
    ];
    const marks = [
      '\u0301',
      `a${'\u0336'.repeat(3)}`,
      `Z\u0337\u0338\u0335\u0336algo`,
      `ก${'\u0E47'.repeat(9)}`,
    ];
    for (const name of [...unseen, ...inside, ...marks, '...', '-', '_', ' . ']) {
      assert.throws(() => checkName(name), isInvalid, JSON.stringify(name));
    }
  });

  it('is counted as a person counts, and has no more parts than are stored', () => {
    assert.equal(checkName('🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(14)), '🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(14));
    assert.throws(() => checkName('🏴󠁧󠁢󠁥󠁮󠁧󠁿'.repeat(15)), /at most 100 parts/);
    assert.throws(() => checkName('🇬🇧'.repeat(25)), /at most 24 characters/);
    assert.throws(() => checkName('a'.repeat(100_000)), /at most 24 characters/);
  });

  it('is checked to the same name again, or refused', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 26 }),
      fc.string({ unit: 'binary', maxLength: 26 }),
    );
    fc.assert(
      fc.property(name, (chosen) => {
        let checked: string;
        try {
          checked = checkName(chosen);
        } catch (error) {
          assert.ok(error instanceof Problem);
          return;
        }
        assert.equal(checkName(checked), checked);
        assert.equal(shownLine(checked), checked);
        assert.ok(seenLength(checked) <= MAX_NAME_LENGTH && [...checked].length <= MAX_NAME_CODE_POINTS);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a reserved name', () => {
  const isReserved = (error: unknown) =>
    error instanceof Problem && error.status === 400 && error.code === 'reserved_name';

  const plain =
    'operator|Admin|SYSTEM|parlor|Parlor Support|Ada (bot)|Ada [BOT]|[mod] Ada|server|house|The House|server 2|Game Server|' +
    'bot|Bot 7|Ada bot|Moderators|Official Parlor|System Message|[system] Ada|System: hi|Sysadmin Joe|JoeAdmin|admin_joe|' +
    'admin123|theadmin|parlorbot|Dealer|Parlour|*admin*|Админ|Модератор|管理员|realadmin|Real Admin|xXadminXx|Deleted player';
  const disguised =
    'adm1n|p@rlor|ｐａｒｌｏｒ|Pаrlor|a.d.m.i.n|s y s t e m|Ádmin|0perator|Ada （b0t）|admın|ѕуѕtеm|ｓｅｒｖｅｒ|ʜᴏᴜsᴇ|hоuѕе|Ηouse|' +
    'parIor|par1or|𝕒𝕕𝕞𝕚𝕟|ⓐⓓⓜⓘⓝ|🅰🅳🅼🅸🅽|аdmin|rnoderator|adrnin|5erver|$y$tem|h.o.u.s.e|AdMiN|serv3r|sуstem|❤admin|admin❤Joe|€server€|admin™|ـhouseـ|sys+em|s£rv€r|' +
    '∆dmin|offiϲial|OFFIϹIAL|hംuse|a❤d❤m❤i❤n|s€y€s€t€e€m';
  for (const name of `${plain}|${disguised}`.split('|')) {
    it(`is ${name}`, () => assert.throws(() => checkName(name), isReserved));
  }

  it('is none that only has such a word in it', () => {
    const names =
      'Botolph|Ann 455|Abbot|Modesty|Badminton|Mod3st|Parlorette|Cooperator|Robot Anna|Housewife|Parlour Maid|House Sparrow|' +
      'Dr House|System of a Down|Amod|Modern|Modric|Hostel|Supporter|Table Mountain|Root Beer|Dealer’s Choice|Mood|Система знаний|' +
      'Player One|Joe Root|Tyra Banks|I ❤ tables|❤ House Music ❤|Realist|Xbox|GameX|Deleted Scenes';
    for (const name of names.split('|')) assert.equal(checkName(name), name);
  });

  it('is no word with a number beside it, whatever that number spells', () => {
    for (let number = 0; number < 10_000; number++) {
      const name = `Swarm ${number}`;
      assert.equal(checkName(name), name);
    }
  });
});

describe('a friendly name', () => {
  it('is the same for the same seed, and varies', () => {
    const some = (seed: string) => {
      const random = Random.seeded(seed);
      return Array.from({ length: 500 }, () => friendlyName(random));
    };
    assert.deepEqual(some('a'), some('a'));
    assert.ok(new Set(some('a')).size > 450);
  });

  it('is always one that a player could have chosen', () => {
    const random = Random.seeded('names');
    for (let i = 0; i < 5000; i++) {
      const name = friendlyName(random);
      assert.equal(checkName(name), name);
    }
  });
});
