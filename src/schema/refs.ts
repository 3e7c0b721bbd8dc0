import { $changes, $refId } from '@colyseus/schema';

/** Ids of a synchronised object and of those in it, by field, key or index. */
interface RefTree {
  id: number | undefined;
  in: Record<string, RefTree>;
}

/** The ids under which clients know the objects of a state, and the next one that is free. Plain JSON. */
export interface Refs {
  tree: RefTree;
  next: number;
}

interface Synchronised {
  [$refId]?: number;
  [$changes]: { root?: { nextUniqueId: number } };
}

/**
 * Reads the ids of a state's objects. A client that comes back to a restored state keeps its objects: the new
 * state is merged into them by these ids, and with other ids it would be merged into the wrong ones.
 */
export function readRefs(state: object): Refs {
  return {
    tree: treeOf(state as Synchronised),
    next: (state as Synchronised)[$changes].root?.nextUniqueId ?? 0,
  };
}

/**
 * A former owner may have shown objects that nobody stored: new ones get ids well above theirs, and the more so the
 * later the owner's epoch is, as the owner before may have stored none at all.
 */
const REFS_SKIPPED = 10_000;

/**
 * Gives the objects of a restored state the ids they had when `refs` were read, and those that came later ids that no
 * client knows. Before the state is handed to a room: the framework would begin at 0, which is the state itself.
 * Answers the next id that is free.
 */
export function presetRefs(state: object, { tree, next }: Refs, epoch: number): number {
  const ids = { next: next + REFS_SKIPPED * epoch };
  preset(state as Synchronised, tree, ids);
  return ids.next;
}

/** Makes new objects get ids from this one on. After the state was handed to a room. */
export function reserveRefs(state: object, next: number): void {
  const { root } = (state as Synchronised)[$changes];
  if (root && next > root.nextUniqueId) root.nextUniqueId = next;
}

function treeOf(object: Synchronised): RefTree {
  const children = childrenOf(object).map(([key, child]) => [key, treeOf(child)]);
  return { id: object[$refId], in: Object.fromEntries(children) as Record<string, RefTree> };
}

function preset(object: Synchronised, tree: RefTree | undefined, ids: { next: number }): void {
  const value = tree?.id ?? ids.next++;
  Object.defineProperty(object, $refId, { value, writable: true, configurable: true });
  for (const [key, child] of childrenOf(object)) preset(child, tree?.in[key], ids);
}

/** The synchronised objects in a schema object, a map or an array. */
function childrenOf(object: object): [string, Synchronised][] {
  const all = 'forEach' in object ? entriesOf(object as ReadonlyMap<string, unknown>) : fieldsOf(object);
  return all.filter((entry): entry is [string, Synchronised] => isSynchronised(entry[1]));
}

function entriesOf(collection: { forEach(each: (value: unknown, key: string | number) => void): void }) {
  const entries: [string, unknown][] = [];
  collection.forEach((value, key) => {
    entries.push([String(key), value]);
  });
  return entries;
}

/** Fields live on the prototype as accessors; the class's metadata names them. */
function fieldsOf(object: object): [string, unknown][] {
  const metadata = (object.constructor as { [Symbol.metadata]?: Record<string, { name: string }> })[
    Symbol.metadata
  ];
  const names = Object.values(metadata ?? {}).flatMap((field) =>
    typeof field?.name === 'string' ? [field.name] : [],
  );
  return names.map((name) => [name, (object as Record<string, unknown>)[name]]);
}

function isSynchronised(value: unknown): value is Synchronised {
  return typeof value === 'object' && value !== null && $changes in value;
}
