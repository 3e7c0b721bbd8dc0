import { setTimeout as pause } from 'node:timers/promises';
import { Button as ButtonService } from '../button/Button.ts';
import { ButtonHub } from '../button/ButtonHub.ts';
import { Pushers } from '../button/Pushers.ts';
import type { Config } from '../config.ts';
import { after } from '../lib/after.ts';
import type { Log } from '../lib/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { processChannel } from '../players/updates.ts';
import { encodeMessage } from './encodeMessage.ts';
import type { Players } from './players.ts';
import type { Push } from './push.ts';
import type { Chore } from './shared.ts';
import type { Stores } from './stores.ts';

export type Button = ReturnType<typeof buildButton>;

interface ButtonNeeds {
  stores: Stores;
  players: Players;
  push: Push;
  metrics: Pick<Metrics, 'button' | 'limits'>;
  log: Log;
}

/** Pushes are kept for so long. */
const KEPT_MS = 24 * 60 * 60_000;

/** The one button of everybody: its order, what is stored of it, and who is told. */
export function buildButton(config: Config, { stores, players, push, metrics, log }: ButtonNeeds) {
  const { updates, button: order, buttonKeeper: lease } = stores.shared;
  const { names, spending } = players;
  const pushers = new Pushers({
    shownAs: async (player) => (await names.recent([player])).get(player),
    after,
  });
  const hub = new ButtonHub({
    fanout: push.fanout,
    encode: (state) => encodeMessage('button', state),
    playerOf: (id) => pushers.of(id),
    now: Date.now,
    pause: async (ms) => void (await pause(ms)),
    delivered: (seconds) => metrics.button.delivered(seconds),
    log,
  });
  const button = new ButtonService({
    ...{ order, store: stores.button, hub, lease, log },
    rateFactor: config.rateLimitFactor,
    ...(spending && { spent: (player: string) => spending.spent('button', player, 1) }),
    elapsed: () => performance.now(),
    after,
    pushed: (result) => metrics.button.pushed(result),
    refused: () => metrics.limits.refused('button'),
  });
  const stands = processChannel(updates, 'system:button');
  const accounts = processChannel(updates, 'system:accounts');
  const chores: readonly Chore[] = [
    {
      everyMs: 500,
      failure: 'nobody knows how the button stands',
      async run() {
        await button.look();
        hub.tick();
      },
    },
    { everyMs: 1000, failure: 'pushes that were left could not be stored', run: () => button.storeTail() },
  ];
  return {
    button,
    hub,
    chores,
    /** Forgets what is long over. For one process of all. */
    sweep: () => stores.button.sweep(Date.now() - KEPT_MS),
    /** Hears of pushes in all processes, and of who is called something else. */
    async listen(): Promise<void> {
      await stands.listen(({ payload }) => hub.hear(payload));
      await accounts.listen(({ payload }) => hub.accountChanged(payload));
      await button.look().catch(() => {}); // looked at again and again
    },
    /** Lets another process look after it at once. */
    stop: () => lease.release().catch(() => {}), // it runs out by itself
  };
}
