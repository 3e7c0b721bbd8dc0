import { Button } from '../../src/button/Button.ts';
import { ButtonHub } from '../../src/button/ButtonHub.ts';
import type { ButtonOrder, ButtonStore } from '../../src/button/push.ts';
import { shownPlayer } from '../../src/button/shownPlayer.ts';
import { MemoryButton } from '../../src/persistence/memory/memoryButton.ts';
import { MemoryLease } from '../../src/persistence/memory/memoryLease.ts';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { processChannel, type Updates } from '../../src/players/updates.ts';
import { Fanout } from '../../src/push/Fanout.ts';
import { MemoryButtonStore } from '../support/memory/memoryButtonStore.ts';

export const COUNTDOWN_MS = 60_000;

const asJson = (state: unknown) => new TextEncoder().encode(JSON.stringify(['button', state]));

/** What a fake button is made of, where it should not be as usual. */
interface FakeButtonParts {
  now?: () => number;
  order?: ButtonOrder;
  store?: ButtonStore;
  /** Where the order tells how the button stands. */
  updates?: Updates;
  rateFactor?: number;
  encode?: (state: unknown) => Uint8Array;
  /** How long to pause between two rounds of telling. */
  pause?: (ms: number) => Promise<void>;
}

/** The button of one process, over an order and a store that the test sets. What it writes to sockets is JSON. */
export function fakeButton({ now = Date.now, encode = asJson, ...parts }: FakeButtonParts = {}) {
  const updates = parts.updates ?? new MemoryUpdates();
  const memory = new MemoryButtonStore();
  const { order = new MemoryButton({ updates, countdownMs: COUNTDOWN_MS, now }), store = memory } = parts;
  const pushed: string[] = [];
  const spent: string[] = [];
  const warnings: string[] = [];
  const names = new Map<string, string>();
  /** What waits for a time to pass. */
  const timers = new Set<() => void>();
  const log = { info() {}, warn: (_: object, message: string) => void warnings.push(message) };
  const hub = new ButtonHub({
    fanout: new Fanout({ later: (work) => work() }),
    encode,
    playerOf: async (id) => shownPlayer(id, { name: names.get(id) ?? `name of ${id}`, face: null }),
    now,
    pause: parts.pause ?? (async () => {}),
    delivered() {},
    log,
  });
  const button = new Button({
    ...{ order, store, hub },
    lease: new MemoryLease(now),
    rateFactor: parts.rateFactor ?? 1e6,
    elapsed: now,
    after(_ms, work) {
      timers.add(work);
      return () => void timers.delete(work);
    },
    spent: (player) => void spent.push(player),
    pushed: (result) => void pushed.push(result),
    refused: () => void pushed.push('refused'),
    log,
  });
  const listening = processChannel(updates, 'system:button').listen(({ payload }) => hub.hear(payload));
  return { button, hub, order, listening, store: memory, pushed, spent, warnings, names, timers };
}
