import type { TableState } from '../games/game.ts';
import type { PlayerId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import { UnknownKey } from '../lib/sealer.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import type { FrozenMatch } from '../match/frozenMatch.ts';
import type { MatchSetup } from '../match/journal.ts';
import type { Ownership, StoredTable, TakenOver } from '../match/matchStore.ts';
import type { AbandonedWhy, MatchRecords, MatchResult, MatchStart } from '../match/records.ts';
import { replay } from '../match/replay.ts';
import { stateHash } from '../match/stateHash.ts';
import { endMatch, requeueAll } from '../table/endMatch.ts';
import type { HostedGame, TableNeeds, TableOptions } from '../table/hosting.ts';
import { isRated } from '../table/isRated.ts';
import { abandonedResult, promisedOf, resultOf } from '../table/matchEnd.ts';

interface AbandonNeeds extends Pick<TableNeeds, 'rate' | 'requeue' | 'now' | 'directory' | 'store'> {
  records: Pick<MatchRecords, 'find' | 'started' | 'finished'>;
  metrics: { matches: Pick<TableNeeds['metrics']['matches'], 'finished'> };
  log: Pick<Log, 'info' | 'error'>;
  /** A game of this server. */
  hosted(game: string): HostedGame | undefined;
}

/**
 * Ends a match of ours that nobody can read, broken or sealed under a key that nobody has any more: as an abandoned
 * one, if it had begun.
 * @throws what is away, to be called again later; Fenced when somebody else took the match over
 */
export async function abandonUnopenable(
  own: Ownership,
  error: Error,
  needs: Omit<AbandonNeeds, 'requeue' | 'log' | 'hosted'> & { log: Pick<Log, 'error'> },
): Promise<void> {
  const { match } = own;
  const unknown = error instanceof UnknownKey;
  const code = unknown ? 'unknown_key' : 'unreadable';
  const why = unknown ? { code, key: error.keyId } : { code, err: error };
  needs.log.error({ match, ...why }, 'a match cannot be opened: abandoned');
  await needs.store.append(own, [], 0); // the records know no owners
  await endMatch({
    free: () => needs.directory.remove(match),
    close: () => needs.store.close(own),
    async record() {
      const known = await needs.records.find(match);
      if (known?.outcome !== 'running') return;
      await needs.records.finished(abandonedResult({ setup: known }, code, needs.now()), needs.rate);
      needs.metrics.matches.finished(known.game, 'abandoned');
    },
  });
}

/**
 * Ends a match that was taken over and that nobody can go on with: its checkpoint is broken, or the rules changed.
 * What is known of it goes to the records as an abandoned match; of a table that had not begun, those who were there
 * go back to the queue. @throws as `abandonUnopenable`
 */
export async function abandonUnrestorable(taken: TakenOver, needs: AbandonNeeds): Promise<void> {
  const { own, table, cancelled } = taken;
  const { match: frozen } = table;
  const which = { match: own.match, game: table.game };
  if (cancelled) needs.log.info(which, 'a match was cancelled by a restore: abandoned');
  else needs.log.error(which, 'a match cannot go on: abandoned');
  /** What is stored may be broken in any way: does the first of these that works, if one does. */
  const first = async (...ways: (() => Promise<unknown>)[]): Promise<void> => {
    for (const way of ways) {
      try {
        return void (await way());
      } catch (error) {
        if (isUnavailable(error)) throw error;
        needs.log.error(
          { err: error, match: own.match },
          'what is known of an abandoned match cannot be kept',
        );
      }
    }
  };
  const record = (result: (start: MatchStart) => MatchResult) => async () => {
    const start = startOf(frozen as FrozenMatch, table);
    await needs.records.started(start);
    await needs.records.finished(result(start), needs.rate);
    needs.metrics.matches.finished(table.game, 'abandoned');
  };
  const now = needs.now();
  const reason = cancelled ? 'cancelled' : 'cannot_go_on';
  const hosted = needs.hosted(table.game);
  const playedAgain = (game: HostedGame) => record(({ setup }) => again(game, setup, taken, reason, now));
  const withAll = record((start) => known(frozen as FrozenMatch, taken, start, reason, now, hosted));
  const withPromised = record((start) =>
    abandonedResult(start, reason, now, hosted && promisedOf(hosted.game, start.setup, null)),
  );
  const without = record((start) => abandonedResult(start, reason, now));
  const ways = [...(hosted ? [playedAgain(hosted)] : []), withAll, withPromised, without];
  const requeue = () => requeueAll(table.options as TableOptions, thoseWhoWereThere(table), needs);
  const notBegun = cancelled ? {} : { requeue: () => first(requeue) }; // who was at a cancelled one went long ago
  await needs.store.append(own, [], 0); // the records know no owners
  await endMatch({
    ...(frozen ? { record: () => first(...ways) } : notBegun),
    free: () => needs.directory.remove(own.match),
    close: () => needs.store.close(own),
  });
}

function startOf({ setup }: FrozenMatch, { options, openedAt: startedAt }: StoredTable): MatchStart {
  const { why, quality, seats } = options as TableOptions;
  return { setup, why, quality, rated: isRated(setup.seats, seats), startedAt };
}

/** The match as its journal gives it once more, where nothing but its checkpoint is broken. @throws where more is */
function again(
  { game, maker }: HostedGame,
  setup: MatchSetup,
  { journal }: TakenOver,
  reason: AbandonedWhy,
  now: number,
): MatchResult {
  const match = replay(game, maker, setup, journal, journal.at(-1)?.at ?? 0);
  return { ...resultOf(match, reason, now), journal };
}

/**
 * The match as of its last checkpoint, and its whole journal. Its ledger only its rules could tell, and of what its
 * game keeps it has what was promised.
 */
function known(
  { now: gameMs, state }: FrozenMatch,
  { journal }: TakenOver,
  start: MatchStart,
  reason: AbandonedWhy,
  now: number,
  hosted: HostedGame | undefined,
): MatchResult {
  const { players } = state as { players: Record<string, { id: PlayerId; left: boolean }> };
  const left = Object.values(players).flatMap((player) => (player.left ? [player.id] : []));
  const hash = stateHash(state as TableState);
  const records = hosted && promisedOf(hosted.game, start.setup, state);
  return {
    ...abandonedResult(start, reason, now, records),
    gameMs,
    left,
    journal,
    finalState: state,
    stateHash: hash,
  };
}

function thoseWhoWereThere({ state }: StoredTable): PlayerId[] {
  const { players } = state as {
    players: Record<string, { id: PlayerId; bot: boolean; connected: boolean }>;
  };
  return Object.values(players).flatMap(({ id, bot, connected }) => (connected && !bot ? [id] : []));
}
