import { Fenced, Missing } from '../lib/fencing.ts';
import { unsure } from '../lib/unavailable.ts';
import type { Ownership } from '../match/matchStore.ts';
import type { BackupWatch } from './backupWatch.ts';
import type { BackupStore, Claimed, PackedMatch, PackedStore, PackedTakenOver } from './packedStore.ts';

/**
 * How one match keeps to one owner though it is in two stores, of which the primary may lose its data at any time:
 * a takeover raises the epoch in the backup and looks at the primary then; who puts a match back writes to the
 * primary and looks at the backup then. Whoever comes second sees the other. Where a match is not backed up yet, each
 * store may have another winner: the primary's goes on, under a later epoch.
 *
 * While the backup is away, takeovers go by the primary alone, and their owners tell the backup within a second of
 * its return. Until then nothing goes by the backup alone: what the primary lost is neither put back nor taken over.
 */
export interface BothStores {
  primary: PackedStore;
  backup: BackupStore;
  watch: BackupWatch;
  log: { warn(context: object, message: string): void };
}

/**
 * Puts into the primary what it lost.
 * @throws Fenced when somebody owns a later epoch; Error when the backup cannot tell, or cannot be sure yet
 */
export async function putBack(
  own: Ownership,
  owner: string,
  stored: PackedMatch,
  stores: BothStores,
): Promise<void> {
  const { primary, backup, watch } = stores;
  const there = await watch.soon(backup.find(own.match));
  if (there && there.epoch > own.epoch) throw new Fenced(own.match);
  // Also where the backup has nothing: it knows what is over.
  if (!there || there.epoch < own.epoch) await watch.soon(backup.restore(own, owner, stored));
  if (!watch.sure) throw unsureOwner(own.match);
  await primary.restore(own, owner, stored);
  if (!(await isTaken(own, stores))) return;
  await primary.release(own).catch(() => {}); // fenced: then what is there is not ours any more
  throw new Fenced(own.match);
}

/** What was taken over, and how many of its entries the backup has; null when it may not know of the takeover. */
interface TakenOverBoth {
  taken: PackedTakenOver;
  saved: number | null;
}

/**
 * Takes a match over in both stores. Null when somebody was quicker. As a rule the primary has all of it, and the
 * backup is only told whose it is.
 * @throws Error when the primary does not have it and the backup cannot be sure yet who has
 */
export async function takeOverBoth(
  found: Ownership,
  owner: string,
  stores: BothStores,
): Promise<TakenOverBoth | null> {
  const { primary, backup, watch, log } = stores;
  const { match, epoch } = found;
  if (!watch.sure && !(await primary.find(match))) throw unsureOwner(match);
  let claimed: Claimed | null;
  try {
    claimed = await watch.soon(backup.claim(found, owner));
    if (claimed === null && (await isTaken(found, stores))) return null;
  } catch (error) {
    log.warn({ err: error, match }, 'a takeover goes by the primary alone');
    return unsaved(await primary.takeOver(found, owner));
  }
  if (claimed === null) return takeOverWhole(found, owner, stores);
  const { entries: saved, clock } = claimed;
  const taken = await primary.takeOver(found, owner);
  // An older copy of it may have come back, and the players have seen what the later clock covers.
  if (taken && taken.journal.length >= saved && taken.clock >= clock) return { taken, saved };
  return takeOverWhole({ match, epoch: epoch + 1 }, owner, stores);
}

function unsaved(taken: PackedTakenOver | null): TakenOverBoth | null {
  return taken && { taken, saved: null };
}

/** As `takeOverBoth`, with all that the backup has of it. */
async function takeOverWhole(
  found: Ownership,
  owner: string,
  stores: BothStores,
): Promise<TakenOverBoth | null> {
  const { primary, backup, watch, log } = stores;
  const { match } = found;
  let taken: PackedTakenOver | null = null;
  try {
    taken = await watch.soon(backup.takeOver(found, owner));
    const there = taken ? null : await watch.soon(backup.find(match));
    if (there && there.epoch > found.epoch) return null;
  } catch (error) {
    log.warn({ err: error, match }, 'a takeover goes by the primary alone');
    return unsaved(await primary.takeOver(found, owner));
  }
  if (!taken) {
    taken = await primary.takeOver(found, owner);
    if (!taken) return null;
    try {
      await watch.soon(backup.restore(taken.own, owner, taken)); // it was behind
    } catch (error) {
      // Not backed up yet when we looked, and then taken by somebody there: who has it in the primary goes on.
      if (error instanceof Fenced) return takenOrOver(taken.own, owner, stores);
      log.warn({ err: error, match }, 'a takeover goes by the primary alone');
      return unsaved(taken);
    }
  }
  return bring(taken, owner, stores);
}

/** The backup refused what the primary has: somebody took it there, or it is over and an older primary came back. */
async function takenOrOver(own: Ownership, owner: string, stores: BothStores): Promise<TakenOverBoth | null> {
  const { primary, backup, watch } = stores;
  const unknown = { owner: '' };
  const there = await watch.soon<object | null>(backup.find(own.match)).catch(() => unknown); // it went away just now
  if (there) return takeOverWhole(own, owner, stores);
  await primary.close(own);
  return null;
}

/**
 * Makes the primary hold what was taken over in the backup. What an earlier epoch has there may be newer: the backup
 * may have been away. The longer journal is the whole one.
 */
async function bring(
  backed: PackedTakenOver,
  owner: string,
  stores: BothStores,
): Promise<TakenOverBoth | null> {
  const { own } = backed;
  const { primary } = stores;
  const saved = backed.journal.length;
  let taken: PackedTakenOver | null = null;
  while (!taken) {
    const there = await primary.find(own.match);
    if (!there) break;
    if (there.epoch < own.epoch) taken = await primary.takeOver(there, owner);
    else return there.epoch === own.epoch && there.owner === owner ? { taken: backed, saved } : null;
  }
  // As long a journal with an earlier clock is an older copy: it may be of before the match began.
  const more = (there: PackedTakenOver) =>
    there.journal.length > saved || (there.journal.length === saved && there.clock >= backed.clock);
  const newer = taken && more(taken) ? taken : null;
  const clock = Math.max(backed.clock, taken?.clock ?? 0);
  const whole = { ...(newer ?? backed), own, clock };
  try {
    await primary.restore(own, owner, whole);
  } catch (error) {
    if (!(error instanceof Fenced || error instanceof Missing)) throw error;
    // Refused, and yet nothing is there: the match is over, and its backup was not told. Or the primary was emptied
    // just now, after somebody with a later epoch: then the backup refuses to be closed under this one.
    if (!(await primary.find(own.match))) await stores.watch.soon(stores.backup.close(own)).catch(() => {});
    return null;
  }
  // Somebody may have raised the epoch meanwhile. That the backup went away since is no reason to let go.
  if (await isTaken(own, stores).catch(() => false)) return null;
  return { taken: whole, saved: newer ? null : saved };
}

/** Whether somebody has a later epoch in the backup. */
async function isTaken({ match, epoch }: Ownership, { backup, watch }: BothStores): Promise<boolean> {
  const there = await watch.soon(backup.find(match));
  return there !== null && there.epoch > epoch;
}

function unsureOwner(match: string): Error {
  return unsure(`the backup was away: who owns ${match}`);
}
