import type { TableState } from '../games/game.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { FrozenMatch } from '../match/frozenMatch.ts';
import type { MatchStore, StoredTable, TakenOver } from '../match/matchStore.ts';
import type { MatchResult, MatchStart } from '../match/records.ts';
import { stateHash } from '../match/stateHash.ts';
import type { TableNeeds, TableOptions } from '../table/hosting.ts';
import { isRated } from '../table/isRated.ts';
import { abandonedResult } from '../table/matchEnd.ts';

export interface AbandonNeeds extends Pick<TableNeeds, 'records' | 'rate' | 'giveBack' | 'now'> {
  store: Pick<MatchStore, 'close'>;
  directory: Pick<MatchDirectory, 'remove'>;
  log: { error(context: object, message: string): void };
}

/**
 * Ends a match that was taken over and that nobody can go on with: its checkpoint is broken, or the rules changed.
 * What is known of it goes to the records as an abandoned match; of a table that had not begun, those who were there
 * go back to the queue. Then its people are free and the store forgets it. Killed in between, it is done again.
 * @throws what is away, to be called again later; Fenced when somebody else took the match over
 */
export async function abandonUnrestorable(taken: TakenOver, needs: AbandonNeeds): Promise<void> {
  const { match } = taken.own;
  needs.log.error({ match, game: taken.table.game }, 'a match cannot go on: abandoned');
  // Who is to wait for another table must not be bound to this one.
  if (!taken.table.match) await needs.directory.remove(match);
  for (const end of endsOf(taken, needs)) {
    try {
      await end();
      break;
    } catch (error) {
      if (isUnavailable(error)) throw error;
      needs.log.error({ err: error, match }, 'what is known of an abandoned match cannot be kept');
    }
  }
  await needs.directory.remove(match);
  await needs.store.close(taken.own);
}

/** Ways to end it, the best first: what is stored may be broken in any way. */
function endsOf(taken: TakenOver, needs: AbandonNeeds): (() => Promise<unknown>)[] {
  const { own, table } = taken;
  const { match: frozen } = table;
  if (!frozen) return [() => giveBack(own.match, table, needs)];
  const end = (result: (start: MatchStart) => MatchResult) => async () => {
    const start = startOf(frozen, table);
    await needs.records.started(start);
    await needs.records.finished(result(start), needs.rate);
  };
  const now = needs.now();
  return [end((start) => known(frozen, taken, start, now)), end((start) => abandonedResult(start, now))];
}

function startOf({ setup }: FrozenMatch, { options, openedAt: startedAt }: StoredTable): MatchStart {
  const { why, quality, seats } = options as TableOptions;
  return { setup, why, quality, rated: isRated(setup.seats, seats), startedAt };
}

/** The match as of its last checkpoint, and its whole journal. Its ledger only its rules could tell. */
function known(
  { now: gameMs, state }: FrozenMatch,
  { journal }: TakenOver,
  start: MatchStart,
  now: number,
): MatchResult {
  const { players } = state as { players: Record<string, { id: string; left: boolean }> };
  const left = Object.values(players).flatMap((player) => (player.left ? [player.id] : []));
  const finalState = state;
  const hash = stateHash(state as TableState);
  return { ...abandonedResult(start, now), gameMs, left, journal, finalState, stateHash: hash };
}

async function giveBack(match: string, table: StoredTable, needs: AbandonNeeds): Promise<void> {
  const { batches } = table.options as TableOptions;
  for (const batch of [match, ...batches]) await needs.giveBack(batch, thoseWhoWereThere(table));
}

function thoseWhoWereThere({ state }: StoredTable): string[] {
  const { players } = state as { players: Record<string, { id: string; bot: boolean; connected: boolean }> };
  return Object.values(players).flatMap(({ id, bot, connected }) => (connected && !bot ? [id] : []));
}
