/** Deeper than anybody needs: who walks it again may do so by recursion. */
const MAX_DEPTH = 32;
/** What Postgres keeps in no text, and looks into no JSON with. */
const UNSTORABLE = /[\0\p{Cs}]/u;

/** Whether every store can keep a text: it has no NUL, and no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** The same of a value of JSON with all its texts and keys. */
export function isStorable(value: unknown): boolean {
  const left: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let one = left.pop(); one; one = left.pop()) {
    const { value, depth } = one;
    if (typeof value === 'string' && !isStorableText(value)) return false;
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAX_DEPTH) return false;
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorableText(key)) return false;
      left.push({ value: inner, depth: depth + 1 });
    }
  }
  return true;
}
