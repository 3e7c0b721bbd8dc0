import { useState } from 'react';

/** Asks, when it is pressed, whether the browser may show what is important while the page is not looked at. */
export function AskBrowser() {
  const [permission, setPermission] = useState(() => permissionNow());
  if (permission !== 'default') return null;
  return (
    <section className="card row row--apart">
      <p>When this page is in the background, your browser can show what is important.</p>
      <button
        type="button"
        className="button"
        onClick={() => void Notification.requestPermission().then(setPermission)}
      >
        Allow it
      </button>
    </section>
  );
}

function permissionNow(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied';
}
