import type { Emitter } from '../../../client/Emitter.ts';
import type { MatchConnection, MatchEvents } from '../../../client/MatchConnection.ts';
import type { Parlor } from '../../../client/Parlor.ts';
import type { ParlorEvents } from '../../../client/ParlorEvents.ts';
import type { ConnectionStatus } from '../../../client/status.ts';
import type { ManualClock } from './ManualClock.ts';

interface Listenable {
  on(event: never, fn: (payload: never) => void): () => void;
}

/** The next payload of an event that is as wanted. Ask before the act that makes it happen. */
export function happens<K extends keyof ParlorEvents>(
  source: Parlor,
  event: K,
  wanted?: (payload: ParlorEvents[K]) => boolean,
): Promise<ParlorEvents[K]>;
export function happens<K extends keyof MatchEvents>(
  source: MatchConnection,
  event: K,
  wanted?: (payload: MatchEvents[K]) => boolean,
): Promise<MatchEvents[K]>;
export function happens<E extends object, K extends keyof E>(
  source: Emitter<E>,
  event: K,
  wanted?: (payload: E[K]) => boolean,
): Promise<E[K]>;
export function happens(
  source: object,
  event: PropertyKey,
  wanted: (payload: never) => boolean = () => true,
): Promise<unknown> {
  return new Promise((resolve) => {
    const stop = (source as Listenable).on(event as never, (payload) => {
      if (!wanted(payload)) return;
      stop();
      resolve(payload);
    });
  });
}

/** Waits until the status is this, which it may be already. */
export async function becomes(source: Parlor | MatchConnection, status: ConnectionStatus): Promise<void> {
  if (source.status === status) return;
  await happens(source as Parlor, 'status', (now) => now === status);
}

/** Waits for the first state: from then on the server holds the seat when the socket drops. */
export async function joined(match: MatchConnection): Promise<void> {
  if (match.state === null) await happens(match, 'state');
}

/** Lets everything run that is ready to: promises and immediates, no time. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets seconds pass on a connection that answers: nothing is missed meanwhile. */
export async function holds(match: MatchConnection, clock: ManualClock, seconds = 5): Promise<void> {
  for (let passed = 0; passed < seconds; passed++) {
    clock.advance(1000);
    await match.say('Still here.'); // what was sent before it is answered before it
  }
}
