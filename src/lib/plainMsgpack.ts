/** Bytes that follow the first one of a value whose length is fixed, by that byte. */
const FIXED: Record<number, number> = {
  192: 0, // nil
  194: 0, // false
  195: 0, // true
  202: 4, // float 32
  203: 8, // float 64
  204: 1, // unsigned
  205: 2,
  206: 4,
  207: 8,
  208: 1, // signed
  209: 2,
  210: 4,
  211: 8,
};
/** Extensions that plain data has: undefined and time stamps. The others make classes and pointers. */
const EXTENSIONS = [0, 255];
/** msgpackr's own: a list of keys under a number, and at once an object that has them. */
const RECORD = 0x72;

/**
 * Whether the rest of a buffer is one msgpack value of plain data, as JSON has it, that is not nested deeper than so:
 * keys are texts. It is looked at before it is decoded, which takes the stack, and hundreds of times as long where
 * somebody nests it on purpose.
 */
export function isPlainMsgpack(bytes: Buffer, start: number, maxDepth: number): boolean {
  /** How many values each open array or map still wants; of a map every other one is a key. */
  const open: { wanted: number; isMap: boolean }[] = [];
  /** How many keys the objects of a number have. */
  const records = new Map<number, number>();
  let at = start;
  let wanted = 1;
  let isMap = false;
  for (;;) {
    while (wanted === 0) {
      const outer = open.pop();
      if (outer === undefined) return at === bytes.length;
      ({ wanted, isMap } = outer);
    }
    if (at >= bytes.length || (isMap && wanted % 2 === 0 && !isText(bytes[at]))) return false;
    const read = readHead(bytes, at, records);
    if (!read) return false;
    at += read.bytes;
    wanted -= 1;
    if (read.values === 0) continue;
    if (open.length + 1 >= maxDepth || read.values > bytes.length - at) return false;
    open.push({ wanted, isMap });
    ({ values: wanted, isMap = false } = read);
  }
}

interface Head {
  /** To the next value. */
  bytes: number;
  /** Values inside, which follow. */
  values: number;
  isMap?: boolean;
}

/** Null where it is no msgpack, not plain, or the buffer ends. */
function readHead(bytes: Buffer, at: number, records: Map<number, number>): Head | null {
  const first = bytes[at] ?? 193;
  if (first >= 0x40 && first < 0x80) return { bytes: 1, values: records.get(first) ?? 0 };
  if (first < 0x80 || first >= 0xe0) return { bytes: 1, values: 0 };
  if (first < 0x90) return { bytes: 1, values: 2 * (first & 0x0f), isMap: true };
  if (first < 0xa0) return { bytes: 1, values: first & 0x0f };
  if (first < 0xc0) return { bytes: 1 + (first & 0x1f), values: 0 };
  const fixed = FIXED[first];
  if (fixed !== undefined) return { bytes: 1 + fixed, values: 0 };
  if (first === 0xd4 && bytes[at + 1] === RECORD) {
    const keys = readKeys(bytes, at + 3, records);
    if (!keys) return null;
    records.set(0x40 | ((bytes[at + 2] ?? 0) & 0x3f), keys.values);
    return { bytes: 3 + keys.bytes, values: keys.values };
  }
  if (first >= 0xd4 && first <= 0xd8) return extension(bytes[at + 1], 2 + 2 ** (first - 0xd4));
  const width = LENGTHS[first];
  if (width === undefined || at + width >= bytes.length) return null;
  const length = bytes.readUIntBE(at + 1, width);
  if (first >= 0xde) return { bytes: 1 + width, values: 2 * length, isMap: true };
  if (first >= 0xdc) return { bytes: 1 + width, values: length };
  if (first >= 0xc7 && first <= 0xc9) return extension(bytes[at + 1 + width], 2 + width + length);
  return { bytes: 1 + width + length, values: 0 };
}

/** A list of texts, as a whole. */
function readKeys(bytes: Buffer, at: number, records: Map<number, number>): Head | null {
  const list = isArray(bytes[at]) ? readHead(bytes, at, records) : null;
  if (!list) return null;
  let end = at + list.bytes;
  for (let i = 0; i < list.values; i += 1) {
    const key = isText(bytes[end]) ? readHead(bytes, end, records) : null;
    if (!key) return null;
    end += key.bytes;
  }
  return { bytes: end - at, values: list.values };
}

function isText(first = 193): boolean {
  return (first >= 0xa0 && first < 0xc0) || (first >= 0xd9 && first <= 0xdb);
}

function isArray(first = 193): boolean {
  return (first >= 0x90 && first < 0xa0) || first === 0xdc || first === 0xdd;
}

function extension(type: number | undefined, bytes: number): Head | null {
  return EXTENSIONS.includes(type ?? -1) ? { bytes, values: 0 } : null;
}

/** Bytes of the length that follows, by the first byte: of binaries, extensions, strings, arrays, maps. */
const LENGTHS: Record<number, number> = {
  196: 1,
  197: 2,
  198: 4,
  199: 1,
  200: 2,
  201: 4,
  217: 1,
  218: 2,
  219: 4,
  220: 2,
  221: 4,
  222: 2,
  223: 4,
};
