import type { EntitySchemaColumnOptions, ValueTransformer } from 'typeorm';

/** Epoch ms here, a date there. */
const epochMs: ValueTransformer = {
  to: (ms: number | null | undefined) => (typeof ms === 'number' ? new Date(ms) : ms),
  from: (date: Date | null) => date?.getTime() ?? null,
};

/** The driver gives 64-bit numbers as texts. Ours are safe integers. */
const wholeNumber: ValueTransformer = {
  to: (value: number | null | undefined) => value,
  from: (text: string | null) => (text === null ? null : Number(text)),
};

/** A time of the wall clock: epoch ms in rows, `timestamptz` in the table. */
export function time(name: string): EntitySchemaColumnOptions {
  return { name, type: 'timestamptz', transformer: epochMs };
}

/** A safe integer. */
export function bigNumber(name: string): EntitySchemaColumnOptions {
  return { name, type: 'bigint', transformer: wholeNumber };
}

/** Any number, to the last bit. Game times are such: a step need not be whole milliseconds. */
export function exactNumber(name: string): EntitySchemaColumnOptions {
  return { name, type: 'double precision' };
}
