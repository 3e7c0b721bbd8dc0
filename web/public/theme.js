// Before the first paint: the theme, the motion and the cards that were chosen here. `session/preferences.ts` stores
// them.
try {
  const { theme, motion, deck } = JSON.parse(localStorage.getItem('parlor.preferences') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (motion === 'less') document.documentElement.dataset.motion = 'less';
  if (deck === 'two') document.documentElement.dataset.deck = 'two';
} catch {
  // Nothing stored, or nothing may be.
}
// Links of the page are relative to its address, which changes while it is open.
for (const link of document.querySelectorAll('link')) link.setAttribute('href', link.href);
// What the page begins with is the lobby's: another place begins empty.
const { pathname } = new URL('.', document.currentScript.src);
if (location.pathname !== pathname && `${location.pathname}/` !== pathname) {
  document.documentElement.dataset.place = 'elsewhere';
}
