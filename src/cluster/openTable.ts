import { matchMaker } from '@colyseus/core';
import type { MatchId } from '../lib/ids.ts';
import { isolated } from '../lib/isolated.ts';
import { unsure } from '../lib/unavailable.ts';
import type { MatchDirectory } from '../match/directory.ts';
import type { Invited, Seated } from '../match/journal.ts';
import type { LiveMatches } from '../match/live.ts';
import { alreadyInMatch } from '../match/matchOf.ts';
import type { MatchRecords } from '../match/records.ts';
import type { TableOrder } from '../matchmaking/createMatchmaking.ts';
import type { AgreedTable } from '../matchmaking/readyCheck.ts';
import type { TableOptions } from '../table/hosting.ts';

interface OpenTableNeeds {
  directory: MatchDirectory;
  live: Pick<LiveMatches, 'ask'>;
  /** Whether a match is there, wherever. */
  exists(match: MatchId): Promise<boolean>;
  newBot(taken: readonly Seated[]): Seated;
  /** A match's seed, as it may cross to another process: nobody may guess it, or read it there. */
  newSeed(match: MatchId): string;
}

/** People who were matched are expected within this time. */
const ARRIVAL_MS = 60_000;

/**
 * Opens a table for matched people, or seats them at one that is open: binds them to it, and the room calls them.
 * Nobody stays bound to it when it throws, as far as the directory can be reached.
 * @throws Problem 409 `already_in_match`; what says that the room cannot be created
 */
export async function openTable(order: TableOrder, needs: OpenTableNeeds): Promise<void> {
  const seats: Invited[] = order.players.map((player) => ({ ...player, bot: false }));
  for (let i = 0; i < order.bots; i++) seats.push(needs.newBot(seats));
  const options: TableOptions = {
    match: order.match,
    seed: needs.newSeed(order.match),
    seats,
    why: order.why,
    quality: order.quality,
    region: order.region,
    botsAllowed: order.botsAllowed,
    waitMs: ARRIVAL_MS,
    batches: [],
  };
  const table = order.room ?? order.match;
  try {
    for (const { id, name } of order.players) {
      const other = await needs.directory.claim(id, table);
      if (other) throw alreadyInMatch(`${isolated(name)} is`, other);
    }
    if (order.room)
      return await needs.live.ask(order.room, { ask: 'seatMore', people: seats, batch: order.match });
    await matchMaker.createRoom(order.game, options).catch(async (error: unknown) => {
      // A process that was slow to answer may have opened it all the same.
      if (!(await needs.exists(order.match))) throw error;
    });
  } catch (error) {
    const agreed = { match: order.match, room: order.room, players: order.players.map(({ id }) => id) };
    // All of them: a claim that had no answer may have bound somebody. Once more, as what failed was perhaps just that.
    const free = () => unbind(agreed, needs.directory);
    await free()
      .catch(free)
      .catch(() => {}); // what failed first says more
    throw error;
  }
}

/**
 * Whether a table was opened, or one that was open took these people: it may be over by now.
 * @throws Error while the open one runs and is not listed
 */
export async function wasOpened(
  { match, room, players }: AgreedTable,
  {
    exists,
    directory,
    records,
  }: Pick<OpenTableNeeds, 'exists' | 'directory'> & { records: Pick<MatchRecords, 'find'> },
): Promise<boolean> {
  if (!room) return (await exists(match)) || (await records.find(match)) !== null;
  const listed = await directory.find(room);
  if (!listed && (await exists(room))) throw unsure(`the lists lost ${room}: who sits there`);
  const table = listed ?? (await records.find(room));
  return table?.players.some(({ id }) => players.includes(id)) ?? false;
}

/** Frees the people of a table that never came, or of seats that nobody gave them. */
export async function unbind(
  { match, room, players }: AgreedTable,
  directory: MatchDirectory,
): Promise<void> {
  if (!room) return directory.remove(match);
  await Promise.all(players.map((player) => directory.release(player, room)));
}
