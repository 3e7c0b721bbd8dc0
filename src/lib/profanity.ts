import { englishDataset, englishRecommendedTransformers, RegExpMatcher, TextCensor } from 'obscenity';

const profanity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
const censor = new TextCensor();

/** Whether a text has a word that nobody should have to read, in disguise too. */
export function isProfane(text: string): boolean {
  return matches(text).length > 0;
}

/** The text with such words starred out. */
export function starOut(text: string): string {
  return censor.applyTo(text, matches(text));
}

/** Numbers are no words in disguise: 455 is no insult. */
function matches(text: string) {
  return profanity
    .getAllMatches(text)
    .filter(({ startIndex, endIndex }) => !/^[\p{N}\s]+$/u.test(text.slice(startIndex, endIndex + 1)));
}
