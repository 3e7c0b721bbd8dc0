import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';

const profanity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

/** Stems that a profanity filter lets pass, and that nobody wants to unscramble in company. */
const UNKIND =
  /^(abort|bigot|bloody|bugger|condom|damn|dumb|fascist|genocid|handicap|heroin|idiot|kill|lesbian|lunatic|moron|murder|obscen|racial|screwing|sex|stupid|suicid|violat)/;

/** Whether letters may be shown. */
export function isKind(text: string): boolean {
  return !UNKIND.test(text) && !profanity.hasMatch(text);
}
