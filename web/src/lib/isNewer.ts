/** Whether another build is newer than this one; builds are named as `<time in base 36>-<hash>`. */
export function isNewer(other: string | null, own: string): boolean {
  const [time = '', hash = ''] = (other ?? '').split('-');
  const [ownTime = '', ownHash = ''] = own.split('-');
  // The same files may be built twice, and servers are not all renewed at once.
  return hash !== '' && ownHash !== '' && hash !== ownHash && parseInt(time, 36) > parseInt(ownTime, 36);
}
