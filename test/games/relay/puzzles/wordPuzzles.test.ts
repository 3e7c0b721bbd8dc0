import assert from 'node:assert/strict';
import dictionary from 'an-array-of-english-words/index.json' with { type: 'json' };
import { isKind, readsRude } from '../../../../src/games/relay/kind.ts';
import { anagram } from '../../../../src/games/relay/puzzles/anagram.ts';
import { CLOSE, FAMILIES } from '../../../../src/games/relay/puzzles/categories.ts';
import { cipher } from '../../../../src/games/relay/puzzles/cipher.ts';
import { oddOneOut } from '../../../../src/games/relay/puzzles/oddOneOut.ts';
import { made, match } from './made.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

describe('anagram', () => {
  it('RL26 spells one word of the dictionary, and not as it stands', () => {
    const spelt = Map.groupBy(
      dictionary.filter((word) => word.length >= 4 && word.length <= 8),
      (word) => [...word].sort().join(''),
    );
    for (const { puzzle, level } of made(anagram, 200)) {
      const [letters = ''] = match(/^Which word has these letters\? ([A-Z]{4,8})$/, puzzle.question);
      const sorted = [...letters.toLowerCase()].sort().join('');
      assert.deepEqual(JSON.parse(puzzle.data), { letters });
      assert.equal([...puzzle.answer].sort().join(''), sorted);
      assert.deepEqual(new Set([...(spelt.get(sorted) ?? []), puzzle.answer]), new Set([puzzle.answer]));
      assert.notEqual(letters.toLowerCase(), puzzle.answer);
      assert.equal(readsRude(letters), false, letters);
      assert.ok(!swaps(puzzle.answer.toUpperCase()).has(letters), `${letters} ${puzzle.answer}`);
      assert.equal(letters.length, [4, 4, 5, 5, 6, 6, 7, 7, 8, 8][level - 1]);
    }
  });

  it('RL28 takes what a person would call right, RL30 and no other arrangement', () => {
    const puzzle = { question: '', data: '', answer: 'penguin' };
    for (const given of ['penguin', 'PENGUIN', ' Penguin ', 'pen guin', 'penguín', 'penguin.'])
      assert.ok(anagram.accepts(puzzle, given), given);
    for (const given of ['penguins', 'pengiun', 'pen-guin', 'ningepu'])
      assert.ok(!anagram.accepts(puzzle, given), given);
  });
});

/** A word with two letters swapped, in every way. */
function swaps(word: string): Set<string> {
  const at = [...word].map((_, i) => i);
  return new Set(at.flatMap((i) => at.map((j) => swapped(word, i, j))));
}

function swapped(word: string, i: number, j: number): string {
  const letters = [...word];
  [letters[i], letters[j]] = [word.charAt(j), word.charAt(i)];
  return letters.join('');
}

describe('cipher', () => {
  it('RL32 shows no letters that read as something rude', () => {
    for (const { puzzle } of made(cipher, 300)) {
      const { text } = JSON.parse(puzzle.data) as { text: string };
      assert.equal(readsRude(text), false, text);
    }
    for (const text of ['ASSH', 'XTITS', 'FUKQ', 'SHHIT', 'QSEXV', 'KKKA', 'DIKC'])
      assert.ok(readsRude(text), text);
    for (const text of ['QBDLT', 'AEZI', 'LQDU', 'TCAXE']) assert.ok(!readsRude(text), text);
  });

  it('RL26 has one solution among all shifts that the question allows', () => {
    const told = /^Every letter was moved (\d+) places? (forward|back) in the alphabet: ([A-Z]+)\./;
    const hinted = /: ([A-Z]+)\. The word begins with ([A-Z])\./;
    for (const { puzzle, level } of made(cipher, 300)) {
      const solutions = new Set<string>();
      if (level < 7) {
        const [places = '', way, text = ''] = match(told, puzzle.question);
        solutions.add(moved(text, way === 'forward' ? -Number(places) : Number(places)));
      } else {
        const [text = '', first] = match(hinted, puzzle.question);
        for (let shift = 0; shift < 26; shift++) {
          if (moved(text, shift).charAt(0) === first) solutions.add(moved(text, shift));
        }
      }
      assert.deepEqual([...solutions], [puzzle.answer.toUpperCase()], puzzle.question);
      const { text, shift, first } = JSON.parse(puzzle.data) as Record<string, string | number>;
      assert.ok(puzzle.question.includes(`: ${text}.`));
      assert.equal(shift === undefined, first !== undefined);
      if (typeof shift === 'number') assert.equal(moved(String(text), -shift), puzzle.answer.toUpperCase());
    }
  });
});

/** Letters moved through the alphabet, by looking them up in it. */
function moved(text: string, places: number): string {
  return text.replace(/[A-Z]/g, (letter) => ALPHABET.charAt((ALPHABET.indexOf(letter) + places + 26) % 26));
}

describe('odd one out', () => {
  const categories = FAMILIES.flat();
  const kinds = [...categories, ...CLOSE.map(({ alike }) => alike)];

  it('RL26 stands on categories that share no word, with enough words each', () => {
    const words = categories.flat();
    assert.equal(new Set(words.map((word) => word.toLowerCase())).size, words.length);
    for (const category of categories) assert.ok(category.length >= 6, category.join());
    for (const word of words) assert.ok(/^[A-Za-z]+$/.test(word) && isKind(word.toLowerCase()), word);
  });

  it('RL26 stands on kinds that are close to others and share no word with them', () => {
    for (const { alike, odd } of CLOSE) {
      assert.ok(alike.length >= 6, alike.join());
      for (const word of odd) assert.ok(!alike.includes(word), word);
      for (const word of [...alike, ...odd]) {
        assert.ok(/^[A-Za-z]+$/.test(word) && isKind(word.toLowerCase()), word);
        assert.equal(word === word.toLowerCase(), alike[0] === alike[0]?.toLowerCase(), word);
      }
    }
    for (const word of ['squash', 'orange', 'mercury', 'fork', 'nickel'])
      assert.ok(!categories.flat().includes(word), `${word} is of two categories`);
  });

  it('RL40 asks at the hardest levels for what is nearer than another category', () => {
    for (const { puzzle, level } of made(oddOneOut, 100)) {
      if (level < 9) continue;
      const { options } = JSON.parse(puzzle.data) as { options: string[] };
      const others = options.filter((option) => option !== puzzle.answer);
      const close = CLOSE.some(
        ({ alike, odd }) => others.every((o) => alike.includes(o)) && odd.includes(puzzle.answer),
      );
      assert.ok(close, puzzle.question);
    }
  });

  it('RL26 has one option that the others have nothing in common with', () => {
    for (const { puzzle, level } of made(oddOneOut, 300)) {
      const { options } = JSON.parse(puzzle.data) as { options: string[] };
      assert.equal(options.length, [4, 5, 6, 7, 8, 5, 6, 7, 6, 7][level - 1]);
      assert.equal(new Set(options).size, options.length);
      assert.ok(puzzle.question.endsWith(options.map((option, i) => `${i + 1} ${option}`).join(', ')));
      const odd = options.filter((option) => {
        const others = options.filter((other) => other !== option);
        return kinds.some((c) => others.every((other) => c.includes(other)) && !c.includes(option));
      });
      assert.deepEqual(odd, [puzzle.answer], puzzle.question);
    }
  });

  it('RL39 does not give the odd one away by its look', () => {
    for (const { puzzle } of made(oddOneOut, 300)) {
      const { options } = JSON.parse(puzzle.data) as { options: string[] };
      const others = options.filter((option) => option !== puzzle.answer);
      const looks: ((word: string) => number | boolean)[] = [
        (word) => word !== word.toLowerCase(),
        (word) => word.endsWith('s'),
        (word) => word.includes('-'),
      ];
      for (const look of looks) {
        assert.ok(
          others.some((other) => look(other) === look(puzzle.answer)),
          puzzle.question,
        );
      }
      const lengths = others.map((other) => other.length);
      assert.ok(puzzle.answer.length <= Math.max(...lengths), puzzle.question);
      assert.ok(puzzle.answer.length >= Math.min(...lengths), puzzle.question);
    }
  });

  it('RL29 takes the option or its number, RL30 and no other', () => {
    const puzzle = {
      question: '',
      data: JSON.stringify({ options: ['apple', 'Rome', 'pear', 'plum'] }),
      answer: 'Rome',
    };
    for (const given of ['Rome', 'rome', ' ROME ', 'Róme', '2', ' 2', '02', '２'])
      assert.ok(oddOneOut.accepts(puzzle, given), given);
    for (const given of ['apple', '1', '3', '0', '-2', '22', 'Romeo', '2 Rome pear'])
      assert.ok(!oddOneOut.accepts(puzzle, given), given);
  });
});
