/** Of a text no more than this is shown. */
const SHOWN = 80;

/**
 * In words, by what two lines differ that somebody was sent (`what: JSON, or bytes in hex`): the path and both values.
 * @param played as it was played; undefined: nothing more
 * @param other with something else in what is hidden
 */
export function differenceOf(played: string | undefined, other: string | undefined): string {
  const [what, text] = parted(played);
  const [otherWhat, otherText] = parted(other);
  if (what !== otherWhat) return told('what comes', what, otherWhat);
  const [one, two] = [parsed(text), parsed(otherText)];
  if (one !== undefined && two !== undefined) return `the ${what} tells: ${inValues(one, two, '')}`;
  const at = [...text].findIndex((char, i) => char !== otherText[i]);
  const byte = Math.max(0, at === -1 ? Math.min(text.length, otherText.length) : at) >> 1;
  const from = (bytes: string) => bytes.slice(2 * byte, 2 * byte + 16) || 'nothing';
  const long = (bytes: string) => `${from(bytes)} (of ${bytes.length >> 1} bytes)`;
  return `the ${what} tells: ${told(`byte ${byte}`, long(text), long(otherText))}`;
}

function parted(line = 'nothing more: '): [what: string, text: string] {
  const at = line.indexOf(': ');
  return [line.slice(0, at), line.slice(at + 2)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inValues(one: unknown, two: unknown, path: string): string {
  if (isObject(one) && isObject(two)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(two)])];
    const key = keys.find((name) => JSON.stringify(one[name]) !== JSON.stringify(two[name]));
    if (key !== undefined) return inValues(one[key], two[key], path === '' ? key : `${path}.${key}`);
    return `the order of what is in ${path || 'it'}`;
  }
  return told(path || 'it', shown(one), shown(two));
}

const told = (where: string, one: string, two: string) =>
  `${where} is ${one}, and ${two} with something else in what is hidden`;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'not there';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
