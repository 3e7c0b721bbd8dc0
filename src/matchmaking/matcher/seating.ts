import type { Crowd } from './crowd.ts';

/** A table in the making. */
export interface Table {
  /** Units, in no order. */
  units: number[];
  /** An open room's id, or null. */
  room: string | null;
  withBots: boolean;
}

/** Who sits where so far. */
export interface Seating {
  tables: Table[];
  /** Index of the unit's table, or -1: it waits. */
  tableOf: Int32Array;
}

export function nobodySeated({ count }: Crowd): Seating {
  return { tables: [], tableOf: new Int32Array(count).fill(-1) };
}

/** Opens a table for units that wait. */
export function seat(seating: Seating, units: number[], room: string | null = null, withBots = false): void {
  for (const u of units) seating.tableOf[u] = seating.tables.length;
  seating.tables.push({ units, room, withBots });
}
