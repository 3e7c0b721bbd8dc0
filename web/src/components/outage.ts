/** A restart that takes longer is no longer usual. */
const USUAL_S = 30;

/** Why the server does not answer, how long that usually takes, and that nothing is lost. @param seconds so far */
export function outageTold(restarting: boolean, seconds: number): string {
  if (seconds >= USUAL_S) return 'This takes longer than usual; we go on trying. Nothing is lost.';
  if (restarting) return 'The server restarts and is back in a few seconds. Nothing is lost.';
  return 'The server is out of reach; we go on trying. Nothing is lost.';
}
