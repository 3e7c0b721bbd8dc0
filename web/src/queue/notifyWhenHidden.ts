/**
 * A notification of the system, for a page that is not looked at, where that was allowed before.
 * @returns how to take it away
 */
export function notifyWhenHidden(title: string, body: string): () => void {
  if (!document.hidden) return () => {};
  try {
    if (Notification.permission !== 'granted') return () => {};
    const notification = new Notification(title, { body, tag: 'parlor-ready' });
    notification.onclick = () => window.focus();
    return () => notification.close();
  } catch {
    return () => {}; // there are none here, or only by a service worker
  }
}
