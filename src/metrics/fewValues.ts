/** Values of a label beyond this many are counted as `other`: labels stay few whatever others do. */
const MAX_VALUES = 100;

/** Keeps the values of a label few: the first hundred as they are, all later ones as `other`. */
export function fewValues(): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.size < MAX_VALUES) known.add(value);
    return known.has(value) ? value : 'other';
  };
}
