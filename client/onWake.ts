/**
 * Calls `fn` when a browser's page becomes visible, comes back from its cache, or gets its network back. The
 * answer stops that. Elsewhere nothing happens.
 */
export function onWake(fn: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const onVisible = () => {
    if (document.visibilityState === 'visible') fn();
  };
  document.addEventListener('visibilitychange', onVisible);
  window.addEventListener('online', fn);
  window.addEventListener('pageshow', fn);
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    window.removeEventListener('online', fn);
    window.removeEventListener('pageshow', fn);
  };
}
