/**
 * A notification of the system, for a page that is not looked at, where that was allowed before.
 * @returns how to take it away
 */
export function notifyWhenHidden(title: string, body: string): () => void {
  if (!document.hidden || typeof Notification === 'undefined') return () => {};
  if (Notification.permission !== 'granted') return () => {};
  try {
    const notification = new Notification(title, { body, tag: 'parlor-ready' });
    notification.onclick = () => window.focus();
    return () => notification.close();
  } catch {
    return () => {}; // phones want a service worker for it
  }
}
