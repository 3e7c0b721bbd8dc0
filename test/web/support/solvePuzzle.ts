import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { wordsOfLength } from '../../../src/games/relay/words.ts';
import { solveSum } from '../../support/plainPlayer.ts';

/** Solves a puzzle of level 1 as a person does, by reading the page and using its keyboard alone. */
export async function solvePuzzle(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: 'Your puzzle' });
  const type = await card.locator('.puzzle__head span').first().textContent();
  const question = (await card.locator('#question').textContent()) ?? '';
  switch (type) {
    case 'Sum':
      return answer(page, solveSum({ type: 'arithmetic', question }) ?? '');
    case 'Sequence':
      return answer(page, nextTerm(question));
    case 'Anagram':
      return answer(page, unscrambled(await lettersOn(page)));
    case 'Cipher':
      return answer(page, deciphered(await lettersOn(page), question));
    case 'Little sudoku':
      return fillSudoku(page);
    case 'Memory':
      // Who comes late has not seen what was where.
      if ((await page.locator('.grid__cell--thing').count()) === 0) return another(page, type);
      return pointAtThing(page);
    default:
      return another(page, 'Odd one out'); // what does not belong cannot be worked out
  }
}

/** Solves the next one: no type comes twice in a row. */
async function another(page: Page, type: string): Promise<void> {
  await page.getByRole('button', { name: /^Skip/ }).press('Enter');
  await page
    .getByRole('region', { name: 'Your puzzle' })
    .getByText(type, { exact: true })
    .waitFor({ state: 'hidden' });
  return solvePuzzle(page);
}

/** The field has the focus already. */
async function answer(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

async function lettersOn(page: Page): Promise<string> {
  return ((await page.locator('.puzzle__letters').textContent()) ?? '').toLowerCase();
}

/** At level 1 all steps are equal. */
function nextTerm(question: string): string {
  const terms = [...question.matchAll(/\d+/g)].map(Number);
  const [first = 0, second = 0] = terms;
  return String((terms.at(-1) ?? 0) + second - first);
}

function unscrambled(letters: string): string {
  const sorted = (word: string) => [...word].sort().join('');
  const word = wordsOfLength(letters.length).find((one) => sorted(one) === sorted(letters));
  assert.ok(word, `a word of ${letters}`);
  return word;
}

/** At level 1 letters are moved forward by a number that is told. */
function deciphered(letters: string, question: string): string {
  const places = Number(/moved (\d+) places? forward/.exec(question)?.[1]);
  const first = 'a'.charCodeAt(0);
  const codes = [...letters].map((letter) => ((letter.charCodeAt(0) - first - places + 26) % 26) + first);
  return String.fromCharCode(...codes);
}

async function fillSudoku(page: Page): Promise<void> {
  const cells = await page.locator('.grid--sudoku input').evaluateAll((inputs) => {
    return inputs.map((input) => Number((input as HTMLInputElement).value));
  });
  const solution = solved(cells);
  const missing = cells.flatMap((cell, at) => (cell === 0 ? [solution?.[at]] : []));
  // The focus goes on to the next open cell by itself.
  await answer(page, missing.join(''));
}

function solved(cells: readonly number[]): readonly number[] | undefined {
  const at = cells.indexOf(0);
  if (at === -1) return cells;
  for (const digit of [1, 2, 3, 4]) {
    const clash = cells.some((other, cell) => other === digit && shareGroup(at, cell));
    const rest = clash ? undefined : solved(cells.with(at, digit));
    if (rest) return rest;
  }
  return undefined;
}

function shareGroup(a: number, b: number): boolean {
  const [rowA, rowB] = [a >> 2, b >> 2];
  const [columnA, columnB] = [a & 3, b & 3];
  return rowA === rowB || columnA === columnB || (rowA >> 1 === rowB >> 1 && columnA >> 1 === columnB >> 1);
}

async function pointAtThing(page: Page): Promise<void> {
  const things = await page.locator('.grid__cell--thing').allTextContents();
  const question = page.locator('#question', { hasText: 'Where was' });
  const asked = /(\S)\?$/.exec((await question.textContent()) ?? '')?.[1] ?? '';
  const at = things.indexOf(asked);
  const size = Math.sqrt(things.length);
  await page.locator('button.grid__cell:focus').waitFor();
  for (let row = 0; row < Math.floor(at / size); row++) await page.keyboard.press('ArrowDown');
  for (let column = 0; column < at % size; column++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
}
