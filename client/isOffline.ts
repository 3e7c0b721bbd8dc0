/** Whether a browser says that it has no network at all; elsewhere nobody does. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}
