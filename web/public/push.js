// Shows what comes while the page is closed. It keeps nothing, and answers no requests.

self.addEventListener('push', (event) => event.waitUntil(show(read(event.data))));

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.link));
});

async function show({ id, title, body, link, priority }) {
  const pages = await pagesThere();
  // Who looks at the page is told there.
  if (pages.some((page) => page.visibilityState === 'visible')) return;
  await self.registration.showNotification(title, {
    body,
    tag: id, // what comes twice is shown once
    icon: 'icon-192.png',
    requireInteraction: priority === 'urgent',
    data: { link },
  });
}

async function open(link) {
  const [page] = await pagesThere();
  if (!page) return self.clients.openWindow(new URL(`.${link}`, self.registration.scope));
  await page.focus();
  if (link !== '/') page.postMessage({ open: link });
}

// Others of this server, like its documents, tell nobody anything.
async function pagesThere() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter((page) => page.url.startsWith(self.registration.scope));
}

// A browser takes the permission away from whoever shows nothing, so what cannot be read is shown as well.
function read(data) {
  let told = {};
  try {
    told = data.json() ?? {};
  } catch {
    // it is none of ours
  }
  const { id = 'parlor', title = 'Parlor', body = '', link, priority } = told;
  const ofThePage = typeof link === 'string' && /^\/(?!\/)[\w/?=&%.~-]*$/.test(link);
  return {
    id: String(id),
    title: String(title),
    body: String(body),
    link: ofThePage ? link : '/',
    priority,
  };
}
