import { PRIORITIES, type Priority } from '../../protocol/notifications.ts';
import type { AudienceKind, Tally } from '../../push/notification.ts';

/** How many of one audience and priority, as the driver gives it. */
export interface CountedRow {
  kind: AudienceKind;
  priority: number;
  count: number;
}

export function tallied(state: Tally['state'], rows: readonly CountedRow[]): Tally[] {
  return rows.map(({ kind, priority, count }) => ({ state, kind, priority: priorityOf(priority), count }));
}

export function priorityOf(stored: number): Priority {
  return PRIORITIES[stored] as Priority;
}
