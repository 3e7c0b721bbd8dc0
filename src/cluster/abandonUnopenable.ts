import { UnknownKey } from '../lib/sealer.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { MatchStore, Ownership } from '../match/matchStore.ts';
import type { MatchRecords } from '../match/records.ts';
import type { TableNeeds } from '../table/hosting.ts';
import { abandonedResult } from '../table/matchEnd.ts';

export interface UnopenableNeeds extends Pick<TableNeeds, 'rate' | 'now'> {
  records: Pick<MatchRecords, 'find' | 'finished'>;
  store: Pick<MatchStore, 'close'>;
  directory: Pick<MatchDirectory, 'remove'>;
  log: { error(context: object, message: string): void };
}

/**
 * Ends a match of ours that nobody can read, broken or sealed under a key that nobody has any more: it is abandoned in
 * the records, if it had begun, its people are free, and the stores forget it. Killed in between, it is done again.
 * @throws what is away, to be called again later; Fenced when somebody else took the match over
 */
export async function abandonUnopenable(own: Ownership, error: Error, needs: UnopenableNeeds): Promise<void> {
  const { match } = own;
  const why =
    error instanceof UnknownKey
      ? { code: 'unknown_key', key: error.keyId }
      : { code: 'unreadable', err: error };
  needs.log.error({ match, ...why }, 'a match cannot be opened: abandoned');
  const known = await needs.records.find(match);
  if (known?.outcome === 'running') {
    const { id, game, players: seats, why, quality, rated, startedAt } = known;
    const start = { setup: { id, game, seed: '', seats }, why, quality, rated, startedAt };
    await needs.records.finished(abandonedResult(start, needs.now()), needs.rate);
  }
  await needs.directory.remove(match);
  await needs.store.close(own);
}
