import assert from 'node:assert/strict';
import dictionary from 'an-array-of-english-words/index.json' with { type: 'json' };
import { isKind } from '../../../src/games/relay/kind.ts';
import { wordsOfLength } from '../../../src/games/relay/words.ts';

const words = [4, 5, 6, 7, 8].flatMap((length) => wordsOfLength(length));

describe('relay words', () => {
  it('RL32 are plain, common words of 4 to 8 letters, enough of each', () => {
    for (const length of [4, 5, 6, 7, 8]) {
      assert.ok(wordsOfLength(length).length >= 300, `${length}: ${wordsOfLength(length).length}`);
      for (const word of wordsOfLength(length)) assert.match(word, new RegExp(`^[a-z]{${length}}$`));
    }
    assert.equal(new Set(words).size, words.length);
    assert.deepEqual([wordsOfLength(3), wordsOfLength(9)], [[], []]);
  });

  it('RL32 share their letters with no other word of the dictionary', () => {
    const letters = (word: string) => [...word].sort().join('');
    const ours = new Map(words.map((word) => [letters(word), word]));
    assert.equal(ours.size, words.length);
    for (const word of dictionary) {
      if (word.length < 4 || word.length > 8) continue;
      const same = ours.get(letters(word));
      assert.ok(same === undefined || same === word, `${word} and ${same}`);
    }
  });

  it('RL32 leave out what offends', () => {
    for (const word of ['bitch', 'rape', 'whore', 'idiot', 'suicide', 'murdered']) {
      assert.equal(isKind(word), false, word);
      assert.ok(!words.includes(word), word);
    }
    assert.ok(words.every(isKind));
    assert.equal(isKind('penguin'), true);
  });
});
