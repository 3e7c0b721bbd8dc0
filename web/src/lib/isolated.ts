/** First strong isolate, and pop directional isolate. */
const [FSI, PDI] = ['\u2068', '\u2069'];
const ISOLATED = new RegExp(`${FSI}([^${FSI}${PDI}]*)${PDI}`, 'g');

/**
 * A user's text for the middle of a string: whichever way it is written, the rest of the string stays in its order.
 * For titles and the like; `Sentence` makes elements of it.
 */
export function isolated(text: string): string {
  // One of these in the text itself would end the isolation too early.
  return `${FSI}${text.replaceAll(FSI, '').replaceAll(PDI, '')}${PDI}`;
}

/** A string with isolated texts in it, in parts, counted from 0. */
export function partsOf(text: string): { at: number; part: string; isolated: boolean }[] {
  return text
    .split(ISOLATED)
    .map((part, at) => ({ at, part, isolated: at % 2 === 1 }))
    .filter(({ part }) => part !== '');
}
