import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';

const profanity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

/**
 * Whether a word reads as something that nobody should have to see. Relay's words and letters are drawn by it: it never
 * changes, or matches that were played would be played again with other words. For what people write there is
 * `text/insults.ts`.
 */
export function isProfane(text: string): boolean {
  return profanity
    .getAllMatches(text)
    .some(({ startIndex, endIndex }) => !/^[\p{N}\s]+$/u.test(text.slice(startIndex, endIndex + 1)));
}
