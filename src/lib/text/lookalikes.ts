import homoglyphs from 'unhomoglyph/data.json' with { type: 'json' };

/** Unicode's confusables (UTS 39): for a character the one it looks like. */
const prototypes = new Map(Object.entries(homoglyphs));

/**
 * What a text looks like, UTS 39's skeleton: texts with the same one can be taken for each other. Not to be shown.
 * Compatibility forms count as what they stand for: full-width and mathematical letters, letters in circles.
 */
export function skeleton(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{DI}/gu, '');
  return Array.from(
    letters,
    (char) => prototypes.get(char) ?? Array.from(char.normalize('NFKD'), prototype).join(''),
  )
    .join('')
    .normalize('NFD');
}

function prototype(char: string): string {
  return prototypes.get(char) ?? char;
}

/**
 * Whether two names can be taken for each other: as they are, and in small or in capital letters alone. Of a capital I
 * the skeleton is a small l, so that Ian is not told from lan; but never from Lan.
 */
export function lookAlike(a: string, b: string): boolean {
  const [one, other] = [looks(a), looks(b)];
  return one.some((look, i) => look === other[i]);
}

function looks(name: string): string[] {
  return [
    skeleton(name).replace(/[^L]+/g, (letters) => letters.toLowerCase()),
    skeleton(name.toLowerCase()),
    skeleton(name.toUpperCase()),
  ];
}

/**
 * The names, each that looks like one before it or one of `taken` with a number after it: `Ada`, `Ada (2)`. Strangers
 * may have the same name, and at one table they have to be told apart.
 */
export function toldApart(names: readonly string[], taken: readonly string[] = []): string[] {
  const all = [...taken];
  return names.map((name) => {
    let apart = name;
    for (let n = 2; all.some((other) => lookAlike(other, apart)); n++) apart = `${name} (${n})`;
    all.push(apart);
    return apart;
  });
}
