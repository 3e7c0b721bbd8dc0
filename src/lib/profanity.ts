import { englishDataset, englishRecommendedTransformers, RegExpMatcher, TextCensor } from 'obscenity';

const profanity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
const censor = new TextCensor();

/** Whether a text has a word that nobody should have to read, in disguise too. */
export function isProfane(text: string): boolean {
  return profanity.hasMatch(text);
}

/** The text with such words starred out. */
export function starOut(text: string): string {
  return censor.applyTo(text, profanity.getAllMatches(text));
}
