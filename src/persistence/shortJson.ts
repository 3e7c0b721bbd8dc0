/** A uuid as a whole JSON text; within another text its quotes would be escaped. */
const UUID = /"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"/g;
/** Where one was. JSON has no such character: within texts it is escaped. */
const PLACE = '\u0001';
const UUID_BYTES = 16;
const MAX_UUIDS = 255;

/** JSON in fewer bytes: how many uuids there are, the uuids, and the rest. */
export function toShortJson(value: unknown): Buffer {
  const uuids: string[] = [];
  const text = JSON.stringify(value).replace(UUID, (uuid) => {
    if (uuids.length === MAX_UUIDS) return uuid;
    uuids.push(uuid.replace(/["-]/g, ''));
    return PLACE;
  });
  return Buffer.concat([Buffer.of(uuids.length), Buffer.from(uuids.join(''), 'hex'), Buffer.from(text)]);
}

/** @throws Error when it is none */
export function fromShortJson(bytes: Buffer): unknown {
  const [count = 0] = bytes;
  const rest = 1 + count * UUID_BYTES;
  let at = 1;
  const text = bytes.toString('utf8', rest).replaceAll(PLACE, () => {
    if (at >= rest) throw new Error('a uuid is missing');
    const hex = bytes.toString('hex', at, at + UUID_BYTES);
    at += UUID_BYTES;
    return `"${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}"`;
  });
  if (at !== rest) throw new Error('there are too many uuids');
  return JSON.parse(text);
}
