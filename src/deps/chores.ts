import { matchMaker } from '@colyseus/core';
import { each } from '../lib/each.ts';
import { every, type Repeated } from '../lib/every.ts';
import type { Parts } from './parts.ts';
import type { Chore } from './shared.ts';

/** How often the matcher looks at the queue. */
const PASS_EVERY_MS = 1000;
/** How often processes tell each other what players and addresses spent. */
const TELL_SPENDING_EVERY_MS = 250;
/** How often matches without an owner are looked for. */
const SWEEP_EVERY_MS = 2000;
/** How often listings of rooms are compared with the rooms, and dead processes' are taken down. */
const RECONCILE_EVERY_MS = 5000;
/** How often records of matches are looked at for names of players who are gone. */
const ERASE_EVERY_MS = 60_000;
/** How often notifications that expired are counted, and old ones forgotten. */
const SWEEP_PUSH_EVERY_MS = 5000;
/** How often it is looked how the stores are. */
const LOOK_AT_STORES_EVERY_MS = 5000;
/** How often ranks are compared with the ratings that changed lately. */
const CHECK_RANKS_EVERY_MS = 5000;

/** How often old pushes of the button are forgotten. */
const SWEEP_BUTTON_EVERY_MS = 10_000;

/** What goes on as long as the process does. */
export function createChores(parts: Parts) {
  const { stores, players, matches, queue, push, button, ranking, metrics, log } = parts;
  const { liveness, matchmaker, chores: ofStores } = stores.shared;
  const { spending, budgets } = players;
  /** Whether it is ours to make matches, as far as we know: asking takes and keeps nothing. */
  const leads = () => matchmaker.token() !== 0;
  const telling: Chore = {
    everyMs: TELL_SPENDING_EVERY_MS,
    failure: 'others cannot be told what players spend',
    run: async () => spending?.tell(),
  };
  const looking: Chore = {
    everyMs: LOOK_AT_STORES_EVERY_MS,
    failure: 'nobody knows how the stores are',
    run: async () => metrics.stores.looked(await stores.health()),
  };
  /** What a process does that takes matches. */
  const work: readonly Chore[] = [
    {
      everyMs: SWEEP_EVERY_MS,
      failure: 'matches without an owner could not be swept',
      run: () => matches.recovery.sweep(),
    },
    {
      everyMs: PASS_EVERY_MS,
      failure: 'a matchmaking pass failed',
      run: async () => {
        if (!(await matchmaker.hold())) return metrics.queue.stoodBack();
        await each([() => queue.passes.pass(), () => queue.tellStatus()], (part) => part());
      },
    },
    {
      everyMs: ERASE_EVERY_MS,
      failure: 'what is left of players who are gone could not be erased',
      run: async () => {
        if (!leads()) return;
        await stores.eraseLeft();
        await stores.eraseNames();
      },
    },
    {
      everyMs: SWEEP_PUSH_EVERY_MS,
      failure: 'notifications that expired could not be swept',
      run: async () => {
        if (leads()) await push.sweep();
      },
    },
    {
      everyMs: CHECK_RANKS_EVERY_MS,
      failure: 'ranks could not be compared with the ratings',
      run: async () => {
        if (leads()) await ranking.check();
      },
    },
    {
      everyMs: SWEEP_BUTTON_EVERY_MS,
      failure: 'old pushes of the button could not be forgotten',
      run: async () => {
        if (leads()) await button.sweep();
      },
    },
    {
      everyMs: RECONCILE_EVERY_MS,
      failure: 'the listings of rooms could not be compared',
      run: async () => {
        await matchMaker.restoreMissingRoomCaches();
        await matchMaker.healthCheckAllProcesses();
      },
    },
  ];
  const repeat = ({ everyMs, run, failure }: Chore) => every(everyMs, run, log, failure);
  let working: Repeated[] = [];
  let staying: Repeated[] = [];
  let unlisten = () => {};
  return {
    /** Begins. The framework knows who we are by then. */
    async start(): Promise<void> {
      await liveness.beat().catch((error: unknown) => log.warn({ err: error }, 'the first sign of life'));
      await push.listen();
      staying = [looking, ...ofStores, ...push.chores, ...button.chores].map(repeat);
      if (spending) {
        await spending.listen({
          charge(purse, key, units) {
            if (purse === 'button') button.button.charge(key, units);
            else budgets.charge(purse, key, units);
          },
        });
        staying.push(repeat(telling));
      }
      working = work.map(repeat);
      await players.listen();
      await button.listen();
      unlisten = await queue.listen(() => {
        if (leads()) queue.passes.pass().catch(() => {}); // the next one says it
      });
    },
    /** No new tables from here on, and nobody else's matches. */
    async drain(): Promise<void> {
      matches.recovery.stop();
      unlisten();
      await Promise.all([queue.passes.stop(), ...working.map((one) => one.stop())]);
      await matchmaker.release().catch(() => {}); // it runs out by itself
      metrics.queue.stoodBack();
    },
    async stop(): Promise<void> {
      stores.jobs.finish();
      await Promise.all(staying.map((one) => one.stop()));
      await push.stop();
      await button.stop();
      await liveness.leave().catch(() => {});
      await stores.close();
    },
  };
}
