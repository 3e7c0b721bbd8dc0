import type { TableNeeds, TableOptions } from './hosting.ts';

/** What it takes to end a match. Each step may be done twice. */
export interface EndSteps {
  /** Puts the result in the records. Nothing for a table that never came to a match. */
  record?(): Promise<void>;
  /** Frees its people and takes it off the lists. */
  free(): Promise<void>;
  /** Puts those who were there back at the front of the queue. */
  requeue?(): Promise<void>;
  /** The store forgets it. */
  close(): Promise<void>;
  /** The match went elsewhere: its end is the new owner's. */
  gone?(): boolean;
}

/**
 * Ends a match, as every match ends: what was played is in the records before anybody is free for another; people are
 * free before they are given back, as the matcher would think that they play; last of all the store forgets it. Killed
 * in between, whoever takes the match over ends it again, which changes nothing any more.
 */
export async function endMatch(steps: EndSteps): Promise<void> {
  if (steps.gone?.()) return;
  await steps.record?.();
  if (steps.gone?.()) return;
  await steps.free();
  await steps.requeue?.();
  await steps.close();
}

/** Gives these people back by every proposal that brought some to the table. */
export async function requeueAll(
  { match, batches }: Pick<TableOptions, 'match' | 'batches'>,
  here: string[],
  needs: Pick<TableNeeds, 'requeue'>,
): Promise<void> {
  for (const batch of [match, ...batches]) await needs.requeue(batch, here);
}
