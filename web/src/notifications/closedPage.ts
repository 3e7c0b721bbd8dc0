import type { Notifications } from '../../../client/Notifications.ts';
import { PUSH_WORKER } from '../session/deployed.ts';

/*
 * Telling this browser what is important while the page is closed: it subscribes under the server's key, at the push
 * service of its maker, and the server is told where.
 */

/** Whether this browser can be told anything while the page is closed. */
export function canBeTold(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/** Whether it is told. */
export async function isTold(): Promise<boolean> {
  return (await subscriptionHere()) !== null;
}

/** Asks whether it may be told, and has it told. @returns false when the browser or its owner does not want it */
export async function beTold(notifications: Notifications, key: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  await navigator.serviceWorker.register(PUSH_WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  if (before && !isUnder(before, key)) await before.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await notifications.subscribeToPush(subscription.toJSON());
  return true;
}

/** Has it told nothing any more. The browser forgets it, whatever becomes of the server. */
export async function beLeftAlone(notifications: Notifications): Promise<void> {
  const subscription = await subscriptionHere();
  if (!subscription) return;
  await subscription.unsubscribe();
  await notifications.unsubscribeFromPush(subscription.endpoint);
}

/** Says at a visit that it is still to be told, now as whoever is signed in here. */
export async function stillBeTold(notifications: Notifications): Promise<void> {
  const subscription = await subscriptionHere();
  if (!subscription) return;
  const key = await notifications.pushKey();
  if (key !== null) await beTold(notifications, key);
}

async function subscriptionHere(): Promise<PushSubscription | null> {
  if (!canBeTold() || Notification.permission !== 'granted') return null;
  const registration = await navigator.serviceWorker.getRegistration(PUSH_WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

function isUnder({ options }: PushSubscription, key: string): boolean {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer());
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === key;
}
