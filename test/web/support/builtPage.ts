import { buildPage } from '../../../scripts/buildPage.ts';

/** Builds the page when that was not done since a source of it changed. */
export function ensureBuilt(): Promise<void> {
  return buildPage(() => {});
}
