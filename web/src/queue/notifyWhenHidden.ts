/**
 * A notification of the system, for a page that is not looked at, where that was allowed before.
 * @param tag one with the same takes its place
 * @returns how to take it away
 */
export function notifyWhenHidden(title: string, body: string, tag = 'parlor-ready'): () => void {
  if (!document.hidden) return () => {};
  try {
    if (Notification.permission !== 'granted') return () => {};
    const notification = new Notification(title, { body, tag });
    notification.onclick = () => window.focus();
    return () => notification.close();
  } catch {
    return () => {}; // there are none here, or only by a service worker
  }
}
