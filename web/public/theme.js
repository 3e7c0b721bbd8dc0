// Before the first paint: the theme and the motion that were chosen here. `session/preferences.ts` stores them.
try {
  const { theme, motion } = JSON.parse(localStorage.getItem('parlor.preferences') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (motion === 'less') document.documentElement.dataset.motion = 'less';
} catch {
  // Nothing stored, or nothing may be.
}
// What the page begins with is the lobby's: another place begins empty.
if (!/^\/app\/?$/.test(location.pathname)) document.documentElement.dataset.place = 'elsewhere';
