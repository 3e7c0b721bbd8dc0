import type { Notifications } from '../Notifications.ts';
import { useParlor } from './ParlorProvider.ts';
import { useChanges } from './useChanges.ts';

const EVENTS = ['changed'] as const;

/** What the player was told; the component is shown anew whenever that changes. */
export function useNotifications(): Notifications {
  const { notifications } = useParlor();
  useChanges<'changed'>(notifications, EVENTS);
  return notifications;
}
