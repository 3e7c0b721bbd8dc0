/** A day as people write it where they are: "5 Mar 2026". @param time ISO 8601 */
export function day(time: string): string {
  return new Date(time).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** A moment as people write it where they are: "5 Mar, 14:03". @param time ISO 8601 */
export function moment(time: string): string {
  return new Date(time).toLocaleString(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
