import { matchMaker } from '@colyseus/core';
import type { Liveness } from '../match/liveness.ts';
import type { MatchStore, RunningMatch } from '../match/matchStore.ts';
import type { Log } from './BaseRoom.ts';
import type { Resuming } from './Resuming.ts';

export interface RecoveryNeeds {
  store: MatchStore;
  liveness: Pick<Liveness, 'alive'>;
  resuming: Resuming;
  /** This process. */
  process(): string;
  log: Log;
}

/** Where a match runs: in this process, in another that is alive, or nowhere any more. */
export type Whereabouts = { at: 'here' } | { at: 'elsewhere'; owner: string } | { at: 'nowhere' };

const NOWHERE: Whereabouts = { at: 'nowhere' };

/** Brings matches back whose owner is gone: takes one over from the store and goes on with it in a room here. */
export class Recovery {
  readonly #needs: RecoveryNeeds;
  /** Matches that are being looked for or brought back, so that all who ask wait for the same one. */
  readonly #underWay = new Map<string, Promise<Whereabouts>>();
  #stopped = false;

  constructor(needs: RecoveryNeeds) {
    this.#needs = needs;
  }

  /** Makes sure that a match runs somewhere, if it still runs at all. */
  async find(match: string): Promise<Whereabouts> {
    // Asked first: a room that is being brought back is known to the framework before it has its seats.
    const underWay = this.#underWay.get(match);
    if (underWay) return underWay;
    if (matchMaker.getLocalRoomById(match)) return { at: 'here' };
    const found = this.#look(match).finally(() => this.#underWay.delete(match));
    this.#underWay.set(match, found);
    return found;
  }

  /** Looks after every match whose owner is gone: nobody has to ask for it to go on and to end. */
  async sweep(): Promise<void> {
    for (const running of await this.#needs.store.running()) {
      if (this.#stopped) return;
      if (running.owner !== this.#needs.process() && !(await this.#alive(running)))
        await this.find(running.match);
    }
  }

  /** Takes nothing over any more: the process goes down. */
  stop(): void {
    this.#stopped = true;
  }

  async #look(match: string): Promise<Whereabouts> {
    const { store, process } = this.#needs;
    const running = await store.find(match);
    if (!running) return NOWHERE;
    // Ours, but no room: it is being opened, or was just closed. Whoever asks comes back in a moment.
    if (running.owner === process() || this.#stopped) return { at: 'elsewhere', owner: running.owner };
    if (await this.#alive(running)) return { at: 'elsewhere', owner: running.owner };
    return this.#takeOver(running);
  }

  async #alive({ owner }: RunningMatch): Promise<boolean> {
    return owner !== '' && (await this.#needs.liveness.alive(owner));
  }

  async #takeOver(running: RunningMatch): Promise<Whereabouts> {
    const { store, process, resuming, log } = this.#needs;
    const { match } = running;
    const taken = await store.takeOver(running, process());
    if (!taken) {
      const now = await store.find(match);
      return now ? { at: 'elsewhere', owner: now.owner } : NOWHERE;
    }
    resuming.put(match, taken);
    try {
      await matchMaker.driver.remove(match); // the row of the owner that is gone
      await matchMaker.handleCreateRoom(taken.table.game, taken.table.options, undefined, match);
    } catch (error) {
      log.error({ err: error, match }, 'a match could not be brought back');
      await store.giveUp(taken.own);
      throw error;
    } finally {
      resuming.take(match);
    }
    log.info(
      { match, game: taken.table.game, epoch: taken.own.epoch, from: running.owner },
      'a match goes on here',
    );
    return { at: 'here' };
  }
}
