import type { Random } from '../../../lib/random.ts';
import type { PuzzleType } from './puzzle.ts';
import { readNumber } from './reading.ts';
import { RULES } from './sequenceRules.ts';

/** So many terms are shown: enough for every rule to be seen at work at least twice. */
const SHOWN = 6;
/** Terms are no longer than this many digits. */
const MAX_DIGITS = 5;
const TRIES = 50;

/**
 * The next number of a sequence. A sequence that another rule would continue differently is not used, so the
 * answer does not depend on which rule one sees.
 */
export const sequence: PuzzleType = {
  name: 'sequence',
  make(random, level) {
    const terms = drawTerms(random, level);
    return {
      question: `Which number comes next? ${terms.slice(0, SHOWN).join(', ')}, …`,
      data: '',
      answer: String(terms[SHOWN]),
    };
  },
  accepts: ({ answer }, given) => readNumber(given) === answer,
  slip({ answer }, random) {
    return String(Number(answer) + random.pick([1, 2, 3]));
  },
};

/** The shown terms and the next one. */
function drawTerms(random: Random, level: number): number[] {
  const rules = RULES.filter(({ from, to }) => from <= level && level <= to);
  for (let i = 0; i < TRIES; i++) {
    const terms = random.pick(rules).draw(random, level, SHOWN + 1);
    const fits = terms.every((term) => String(term).length <= MAX_DIGITS);
    if (fits && hasOneReading(terms)) return terms;
  }
  return Array.from({ length: SHOWN + 1 }, (_, i) => 3 + 4 * i); // equal steps have one reading always
}

/** Whether all rules that fit the shown terms go on to the same next one. */
function hasOneReading(terms: number[]): boolean {
  const shown = terms.slice(0, SHOWN);
  return RULES.every((rule) => {
    const next = rule.next(shown);
    return next === undefined || next === terms[SHOWN];
  });
}
