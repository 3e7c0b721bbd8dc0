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

/** A match that cannot be brought back is tried again after so many sweeps at the latest. */
const MAX_SWEEPS_OFF = 30;
const MAX_PUT_OFF = 10_000;
const NOWHERE: Whereabouts = { at: 'nowhere' };

/** Brings matches back whose owner is gone: takes one over from the store and goes on with it in a room here. */
export class Recovery {
  readonly #needs: RecoveryNeeds;
  /** Matches that are being looked for or brought back, so that all who ask wait for the same one. */
  readonly #underWay = new Map<string, Promise<Whereabouts>>();
  /** Sweeps so far, and from which one on a match that could not be brought back is tried again. */
  #sweeps = 0;
  readonly #nextTry = new Map<string, number>();
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
    this.#sweeps += 1;
    for (const running of await this.#needs.store.running()) {
      if (this.#stopped) return;
      if (running.owner === this.#needs.process() || (await this.#alive(running))) continue;
      if (this.#sweeps < (this.#nextTry.get(running.match) ?? 0)) continue;
      await this.find(running.match).catch(() => this.#putOff(running.match)); // one must not stop the others
    }
  }

  /** Takes nothing over any more: the process goes down. */
  stop(): void {
    this.#stopped = true;
  }

  /** Tries a match again later, ever more seldom. */
  #putOff(match: string): void {
    const waited = this.#sweeps - (this.#nextTry.get(match) ?? this.#sweeps - 1);
    if (this.#nextTry.size >= MAX_PUT_OFF) this.#nextTry.clear();
    this.#nextTry.set(match, this.#sweeps + Math.min(Math.max(1, waited * 2), MAX_SWEEPS_OFF));
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
