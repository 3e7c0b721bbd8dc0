import assert from 'node:assert/strict';
import { Problem } from '../../src/lib/problem.ts';
import { Random } from '../../src/lib/random.ts';
import { checkName, friendlyName, MAX_NAME_LENGTH } from '../../src/players/names.ts';

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

describe('a reserved name', () => {
  const isReserved = (error: unknown) =>
    error instanceof Problem && error.status === 400 && error.code === 'reserved_name';

  const plain = 'operator|Admin|SYSTEM|parlor|Parlor Support|Ada (bot)|Ada [BOT]|[mod] Ada';
  const disguised = 'adm1n|p@rlor|ｐａｒｌｏｒ|Pаrlor|a.d.m.i.n|s y s t e m|Ádmin|0perator|Ada （b0t）';
  for (const name of `${plain}|${disguised}`.split('|')) {
    it(`is ${name}`, () => assert.throws(() => checkName(name), isReserved));
  }

  it('is none that only has such a word in it', () => {
    for (const name of 'Botolph|Ann 455|Abbot|Modesty|Badminton|Mod3st|Parlorette|Cooperator'.split('|')) {
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
