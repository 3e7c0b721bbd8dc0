import type { MatchFile } from './matchFile.ts';

/** Lets the browser keep a record as a file. */
export function saveRecord(match: MatchFile): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(match)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `holdem-${match.match_id.slice(0, 8)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
