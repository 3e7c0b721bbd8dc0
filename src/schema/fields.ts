import type { Schema } from '@colyseus/schema';

export type SchemaClass = new () => Schema;

/** What a field holds: a primitive's name, a class, or a collection of one of these. */
export type FieldType =
  | string
  | SchemaClass
  | { array: string | SchemaClass }
  | { map: string | SchemaClass };

type Metadata = Record<string, { name?: string; type: FieldType }>;

/** The fields of a class of synchronised objects, by name. */
export function fieldsOf(made: SchemaClass): Record<string, FieldType> {
  const metadata = (made as unknown as { [Symbol.metadata]?: Metadata })[Symbol.metadata];
  const fields = Object.values(metadata ?? {}).filter(({ name }) => typeof name === 'string');
  return Object.fromEntries(fields.map(({ name, type }) => [name as string, type]));
}
