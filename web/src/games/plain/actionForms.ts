import { spoken } from '../../lib/spoken.ts';

/** Something that may be done in a game, as a form: from the JSON Schema of its actions. */
export interface ActionForm {
  action: string;
  /** What it is for, as the schema tells; empty when it does not. */
  about: string;
  fields: Field[];
}

/** One field of an action. */
export interface Field {
  name: string;
  label: string;
  about: string;
  required: boolean;
  input:
    | { kind: 'text'; max?: number; min?: number }
    | { kind: 'number'; min?: number; max?: number; whole: boolean }
    | { kind: 'choice'; options: (string | number)[] }
    | { kind: 'yes or no' }
    /** Somebody at the table, by uuid. */
    | { kind: 'player' }
    /** Several, with commas between them. */
    | { kind: 'list'; of: 'text' | 'number' }
    /** What no form is for. */
    | { kind: 'json' };
}

type Schema = Record<string, unknown>;

/** The forms of a game, one for each thing that may be done. Nothing that the schema may be makes it fail. */
export function actionForms(schema: Schema): ActionForm[] {
  return alternatives(schema, schema).flatMap((one) => {
    const properties = record(one.properties);
    const { action, ...others } = properties;
    const required = Array.isArray(one.required) ? one.required : [];
    const about = text(one.description) || text(record(action).description);
    return namesOf(resolved(record(action), schema)).map((name) => ({
      action: name,
      about,
      fields: Object.entries(others).map(([field, shape]) =>
        fieldOf(field, resolved(record(shape), schema), required.includes(field)),
      ),
    }));
  });
}

/** The objects that a schema allows, however they are put together. */
function alternatives(schema: Schema, root: Schema, depth = 0): Schema[] {
  if (depth > 8) return [];
  const found = resolved(schema, root);
  for (const word of ['oneOf', 'anyOf']) {
    const of = found[word];
    if (Array.isArray(of)) return of.flatMap((one) => alternatives(record(one), root, depth + 1));
  }
  if (Array.isArray(found.allOf)) {
    const parts = found.allOf.map((one) => resolved(record(one), root));
    return [
      {
        ...found,
        properties: Object.assign({}, ...parts.map((part) => record(part.properties))),
        required: parts.flatMap((part) => (Array.isArray(part.required) ? part.required : [])),
      },
    ];
  }
  return [found];
}

/** What `$ref` names within the same schema. */
function resolved(schema: Schema, root: Schema): Schema {
  let found = schema;
  for (let depth = 0; depth < 8 && typeof found.$ref === 'string'; depth++) {
    let at: unknown = root;
    for (const part of found.$ref.replace(/^#\/?/, '').split('/').filter(Boolean)) at = record(at)[part];
    found = record(at);
  }
  return found;
}

function namesOf(action: Schema): string[] {
  if (typeof action.const === 'string') return [action.const];
  return Array.isArray(action.enum) ? action.enum.filter((name) => typeof name === 'string') : [];
}

function fieldOf(name: string, shape: Schema, required: boolean): Field {
  const { input, optional } = inputOf(shape);
  return {
    name,
    label: text(shape.title) || spoken(name),
    about: text(shape.description),
    required: required && !optional && shape.default === undefined,
    input,
  };
}

function inputOf(shape: Schema): { input: Field['input']; optional: boolean } {
  const either = [shape.anyOf, shape.oneOf].find(Array.isArray)?.map(record);
  if (either) {
    const some = either.filter(({ type }) => type !== 'null');
    const only = some.length === 1 ? some[0] : undefined;
    const literals = some.flatMap((one) => (isScalar(one.const) ? [one.const] : []));
    if (only) return { ...inputOf(only), optional: some.length < either.length };
    if (literals.length === some.length)
      return { input: { kind: 'choice', options: literals }, optional: some.length < either.length };
    return { input: { kind: 'json' }, optional: false };
  }
  return { input: plainInput(shape), optional: false };
}

function plainInput(shape: Schema): Field['input'] {
  if (isScalar(shape.const)) return { kind: 'choice', options: [shape.const] };
  if (Array.isArray(shape.enum)) return { kind: 'choice', options: shape.enum.filter(isScalar) };
  switch (shape.type) {
    case 'boolean':
      return { kind: 'yes or no' };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        whole: shape.type === 'integer',
        ...bound('min', shape.minimum ?? shape.exclusiveMinimum),
        ...bound('max', shape.maximum ?? shape.exclusiveMaximum),
      };
    case 'string':
      if (shape.format === 'uuid') return { kind: 'player' };
      return { kind: 'text', ...bound('min', shape.minLength), ...bound('max', shape.maxLength) };
    case 'array': {
      const of = record(shape.items);
      if (of.type === 'integer' || of.type === 'number') return { kind: 'list', of: 'number' };
      if (of.type === 'string') return { kind: 'list', of: 'text' };
      return { kind: 'json' };
    }
    default:
      return { kind: 'json' };
  }
}

/** Zod says of every whole number that it is safe: that is no bound to tell people. */
function bound(name: 'min' | 'max', value: unknown): { min?: number; max?: number } {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? { [name]: value } : {};
}

/**
 * What a field's text says, as it is sent; undefined for nothing. What cannot be read is sent as it is: the game says
 * what is wrong with it.
 */
export function writtenValue({ input }: Field, written: string): unknown {
  const trimmed = written.trim();
  if (input.kind === 'yes or no') return written === 'true';
  if (trimmed === '') return undefined;
  switch (input.kind) {
    case 'number':
      return numberIn(trimmed);
    case 'choice':
      return input.options.find((option) => String(option) === written) ?? written;
    case 'list': {
      const parts = trimmed.split(',').map((part) => part.trim());
      return input.of === 'number' ? parts.map(numberIn) : parts;
    }
    case 'json':
      try {
        return JSON.parse(trimmed);
      } catch {
        return trimmed;
      }
    default:
      return written;
  }
}

function numberIn(written: string): number | string {
  const number = Number(written.replace(',', '.'));
  return Number.isFinite(number) ? number : written;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function record(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
