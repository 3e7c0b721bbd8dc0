import { type FieldBuilder, schema } from '@colyseus/schema';
import { hasNumbers } from './numbers.ts';

/** A field as `t.…` makes it. */
type Field = FieldBuilder<unknown, boolean, boolean>;
type FieldsOf = Record<string, Field>;

/** Who sees the fields of a class of synchronised objects. */
interface Sight {
  everybody: readonly string[];
  owner: readonly string[];
}

const sights = new WeakMap<object, Sight>();

/**
 * A class of synchronised objects, in which every field says who sees it: this is the only place where that is said.
 * What HTTP answers, what bots get and what replays of a running match show goes by it, too.
 * @param name unique among all classes of the server
 * @param fields `everybody`: who sees the object sees these. `owner`: only the player whose object it is; a player's
 * class alone may have such. A child in a field is seen by those who see the field; for an
 * owner it is a `t.ref`, or a list or map of numbers or texts: objects that come into one later would not reach them.
 * @throws Error when a field says twice who sees it
 */
export function synced<E extends FieldsOf, O extends FieldsOf = Record<never, Field>>(
  name: string,
  fields: { everybody: E; owner?: O },
) {
  const { everybody, owner = {} as O } = fields;
  const twice = Object.keys(owner).find((field) => field in everybody);
  if (twice) throw new Error(`${name}.${twice} is for everybody and for its owner`);
  for (const [field, builder] of [...Object.entries(everybody), ...Object.entries(owner)]) {
    if (viewOf(builder) === undefined) continue;
    throw new Error(`${name}.${field}: who sees it is said by where it stands, not by view()`);
  }
  for (const builder of Object.values(owner)) builder.view();
  const made = schema({ ...everybody, ...owner }, name);
  hasNumbers(made);
  sights.set(made, { everybody: Object.keys(everybody), owner: Object.keys(owner) });
  return made;
}

/** Who sees the fields of a class; undefined when it was not made by `synced`. */
export function sightOf(made: object): Sight | undefined {
  return sights.get(made);
}

/** The view that a field was made for; undefined for none. The framework tells that to its own files alone. */
function viewOf(builder: Field): number | undefined {
  return (builder as unknown as { toDefinition(): { view?: number } }).toDefinition().view;
}
