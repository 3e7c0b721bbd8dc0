import { Schema } from '@colyseus/schema';
import type { PlayerOf, StateMaker, TablePlayer, TableState } from '../games/game.ts';
import { fieldsOf, type SchemaClass } from './fields.ts';
import { sightOf } from './synced.ts';

type Made = Record<string, unknown>;

/**
 * Makes a game's state from its synchronised classes, and from the same classes the plain objects that replays, tests
 * and bots use: every field is said once.
 * @param state the table; its `players` is a map of its class of players
 * @param children by kind, what rules make while they run (`table.make`)
 * @throws Error when a class was not made by `synced`, hides fields where nobody owns them, or has a field that cannot
 * be restored
 */
export function stateMaker<S extends TableState<TablePlayer>>(
  state: SchemaClass & { prototype: S },
  children: Readonly<Record<string, SchemaClass>> = {},
): StateMaker<S> {
  const players = fieldsOf(state).players as { map: SchemaClass } | undefined;
  if (!players?.map) throw new Error(`${state.name} has no map of players`);
  const player = players.map;
  for (const made of [state, ...Object.values(children)]) check(made, state, player);
  checkNames([state, ...Object.values(children)]);
  const ownerFields = sightOf(player)?.owner ?? [];
  checkOwned(player, ownerFields);
  const classOf = (kind: string) => {
    const made = children[kind];
    if (!made) throw new Error(`${state.name} has no children of the kind ${kind}`);
    return made;
  };
  const plain: StateMaker<S> = {
    state: () => plainOf(new state()) as unknown as S,
    player: () => plainOf(new player()) as unknown as PlayerOf<S>,
    child: (kind) => plainOf(new (classOf(kind))()),
    restore: (json) => restored(state, json as Made) as unknown as S,
    ownerFields,
    get plain() {
      return plain;
    },
  };
  return {
    state: () => new state() as unknown as S,
    player: () => new player() as unknown as PlayerOf<S>,
    child: (kind) => new (classOf(kind))(),
    restore: (json) => new state().restore(json as never) as unknown as S,
    ownerFields,
    plain,
  };
}

/** Every class that a class of synchronised objects leads to, itself among them. */
function classesIn(made: SchemaClass, seen = new Set<SchemaClass>()): Set<SchemaClass> {
  if (seen.has(made)) return seen;
  seen.add(made);
  for (const type of Object.values(fieldsOf(made))) {
    const child = typeof type === 'object' ? Object.values(type)[0] : type;
    if (typeof child === 'function') classesIn(child as SchemaClass, seen);
  }
  return seen;
}

/** Clients know classes by their names. */
function checkNames(roots: SchemaClass[]): void {
  const seen = new Set<SchemaClass>();
  for (const root of roots) classesIn(root, seen);
  const names = [...seen].map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`two classes are called ${twice}: give each a name of its own`);
}

function check(root: SchemaClass, state: SchemaClass, player: SchemaClass): void {
  for (const made of classesIn(root)) {
    const sight = sightOf(made);
    if (!sight) throw new Error(`${made.name}: make it with synced(), which says who sees what`);
    if (sight.owner.length > 0 && made !== player) {
      throw new Error(
        `${made.name}.${sight.owner[0]}: only a player has an owner; put it into the player's class`,
      );
    }
    for (const [field, type] of Object.entries(fieldsOf(made))) {
      if (!sight.owner.includes(field) && !sight.everybody.includes(field)) {
        throw new Error(`${made.name}.${field}: nobody says who sees it`);
      }
      const child = typeof type === 'object' ? Object.values(type)[0] : type;
      if (child === player && !(made === state && field === 'players')) {
        throw new Error(
          `${made.name}.${field}: players are in the table's players alone; name one by uuid or seat`,
        );
      }
      if (typeof type === 'object' && !('array' in type) && !('map' in type)) {
        throw new Error(`${made.name}.${field}: a state is restored from references, arrays and maps alone`);
      }
    }
  }
}

/** The framework does not show an owner the objects that come into a list or a map which only the owner sees. */
function checkOwned(player: SchemaClass, ownerFields: readonly string[]): void {
  const seen = ownerFields.map((field) => [`${player.name}.${field}`, fieldsOf(player)[field]] as const);
  for (let i = 0; i < seen.length; i++) {
    const [where, type] = seen[i] as (typeof seen)[number];
    const child = typeof type === 'object' ? Object.values(type)[0] : type;
    if (typeof child !== 'function') continue;
    if (typeof type === 'object') {
      throw new Error(
        `${where}: its owner would not see what comes into it; have numbers or texts in it, or t.ref`,
      );
    }
    for (const [field, inner] of Object.entries(fieldsOf(child)))
      seen.push([`${child.name}.${field}`, inner]);
  }
}

/** A synchronised object as a plain one: arrays and maps for its collections, no field that is undefined. */
function plainOf(object: Schema): Made {
  const made: Made = {};
  for (const [field, type] of Object.entries(fieldsOf(object.constructor as SchemaClass))) {
    const value = (object as unknown as Made)[field];
    if (value === undefined || value === null) continue;
    if (typeof type === 'string') made[field] = value;
    else if (typeof type === 'function') made[field] = plainOf(value as Schema);
    else if ('array' in type) made[field] = [...(value as Iterable<unknown>)].map(plainItem);
    else
      made[field] = new Map(
        [...(value as Map<string, unknown>)].map(([key, item]) => [key, plainItem(item)]),
      );
  }
  return made;
}

const plainItem = (item: unknown) => (item instanceof Schema ? plainOf(item) : item);

/** The plain object that this JSON tells of. Fields that it does not have are as they are at first. */
function restored(made: SchemaClass, json: Made): Made {
  const object = plainOf(new made());
  const item = (type: string | SchemaClass, value: unknown) =>
    typeof type === 'string' ? value : restored(type, value as Made);
  for (const [field, type] of Object.entries(fieldsOf(made))) {
    const value = json[field];
    if (value === undefined || value === null) continue;
    if (typeof type === 'string' || typeof type === 'function') object[field] = item(type, value);
    else if ('array' in type) object[field] = (value as unknown[]).map((one) => item(type.array, one));
    else object[field] = new Map(Object.entries(value).map(([key, one]) => [key, item(type.map, one)]));
  }
  return object;
}
