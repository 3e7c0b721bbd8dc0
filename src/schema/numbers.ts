import { $changes, $childType, ArraySchema, MapSchema, type Schema } from '@colyseus/schema';
import { fieldsOf, type SchemaClass } from './fields.ts';

/** What fields of whole numbers carry, from and to. */
const BOUNDS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  int8: [-0x80, 0x7f],
  uint8: [0, 0xff],
  int16: [-0x8000, 0x7fff],
  uint16: [0, 0xffff],
  int32: [-0x8000_0000, 0x7fff_ffff],
  uint32: [0, 0xffff_ffff],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

/** Methods by which numbers come into a list or a map, and the first argument that is one. */
const ENTRANCES = [
  [ArraySchema, 'push', 0],
  [ArraySchema, 'unshift', 0],
  [ArraySchema, 'splice', 2],
  [ArraySchema, '$changeAt', 1],
  [MapSchema, 'set', 1],
] as const;

const classes: SchemaClass[] = [];
let checking = false;

/** What becomes of a number that does not fit. */
let misfit: (error: RangeError) => void = refuse;

/**
 * From now on a number that does not fit into its field is noticed where it is written, with an error that names class,
 * field and value: the framework would send clients another number, and say nothing.
 * @param noticed what becomes of the error. By default it is thrown, for tests: what is refused is a change that the
 *   rules had begun
 */
export function checkNumbers(noticed: (error: RangeError) => void = refuse): void {
  misfit = noticed;
  if (checking) return;
  checking = true;
  for (const made of classes) checkFields(made);
  for (const [collection, method, first] of ENTRANCES) checkItems(collection.prototype, method, first);
}

/** A class whose numbers are checked, where they are. */
export function hasNumbers(made: SchemaClass): void {
  classes.push(made);
  if (checking) checkFields(made);
}

function checkFields(made: SchemaClass): void {
  for (const [field, type] of Object.entries(fieldsOf(made))) {
    const accessor = Object.getOwnPropertyDescriptor(made.prototype, field);
    const { set } = accessor ?? {};
    if (!set || typeof type !== 'string' || !isOfNumbers(type)) continue;
    Object.defineProperty(made.prototype, field, {
      ...accessor,
      set(value: unknown) {
        lookAt(type, value, () => `${made.name}.${field}`);
        set.call(this, value);
      },
    });
  }
}

interface Items {
  [$childType]: unknown;
  [$changes]: { parent?: Schema; parentIndex?: number };
}

function checkItems(prototype: object, method: string, first: number): void {
  const methods = prototype as Record<string, (...args: unknown[]) => unknown>;
  const write = methods[method];
  if (!write) throw new Error(`the framework’s lists have no ${method} any more`);
  methods[method] = function (this: Items, ...args: unknown[]) {
    const type = this[$childType];
    if (typeof type === 'string' && isOfNumbers(type))
      for (const value of args.slice(first)) lookAt(type, value, () => `an item of ${nameOf(this)}`);
    return write.apply(this, args);
  };
}

/** The field in which a list or a map is, if it is in one already. */
function nameOf({ [$changes]: { parent, parentIndex = -1 } }: Items): string {
  const made = parent?.constructor as SchemaClass | undefined;
  const field = made && Object.keys(fieldsOf(made))[parentIndex];
  return field === undefined ? 'a list' : `${made?.name}.${field}`;
}

const isOfNumbers = (type: string) => type === 'number' || Object.hasOwn(BOUNDS, type);

function refuse(error: RangeError): void {
  throw error;
}

function lookAt(type: string, value: unknown, where: () => string): void {
  if (typeof value !== 'number') return; // the framework refuses what is no number, or takes it for none
  const bounds = BOUNDS[type];
  if (!bounds) {
    if (Number.isFinite(value)) return;
    misfit(new RangeError(`${where()} is ${value}: ${type} takes any number but that`));
    return;
  }
  const [from, to] = bounds;
  if (Number.isInteger(value) && value >= from && value <= to) return;
  misfit(new RangeError(`${where()} is ${value}: ${type} takes whole numbers from ${from} to ${to}`));
}
