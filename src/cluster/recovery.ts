import { matchMaker } from '@colyseus/core';
import type { Game } from '../games/game.ts';
import type { MatchId } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import { UnknownKey } from '../lib/sealer.ts';
import { isUnavailable } from '../lib/unavailable.ts';
import { Unreadable } from '../lib/unreadable.ts';
import { within } from '../lib/within.ts';
import type { MatchDirectory } from '../match/directory.ts';
import { isKnown } from '../match/journal.ts';
import type { Liveness } from '../match/liveness.ts';
import type { MatchStore, Ownership, RunningMatch, TakenOver } from '../match/matchStore.ts';
import { endMatch } from '../table/endMatch.ts';
import type { Resuming } from './Resuming.ts';
import { Tries } from './Tries.ts';

export interface RecoveryNeeds {
  store: MatchStore;
  liveness: Pick<Liveness, 'alive'>;
  directory: Pick<MatchDirectory, 'remove'>;
  resuming: Resuming;
  /** This process. */
  process(): string;
  /** Takes a room's listing away from the process that had it. */
  evict(match: MatchId): Promise<void>;
  /** Is its result in the records: then it is not to go on. */
  isOver(match: MatchId): Promise<boolean>;
  /** Ends a match that nobody can go on with, with what is known of it. */
  abandon(taken: TakenOver): Promise<void>;
  /** Whether this process has a game, by this version of its rules. */
  plays(game: string, rules: number): boolean;
  /** Ends a match of ours that nobody can read. */
  abandonUnopenable(own: Ownership, error: Error): Promise<void>;
  /** Whether there are other processes, to which people of a match may come. */
  others: boolean;
  random: Pick<Random, 'shuffle'>;
  now(): number;
  log: Log;
}

/** Where a match runs: in this process, in another that is alive, or nowhere any more. */
export type Whereabouts = { at: 'here' } | { at: 'elsewhere'; owner: string } | { at: 'nowhere' };

/** Matches that a sweep brings back at once. */
const AT_ONCE = 4;
/** A match of ours that has no room is being opened; after so long it is not, and is brought back like any other. */
const OPENING_MS = 5000;
/** Records that do not answer within so many ms are away. */
const OVER_WITHIN_MS = 500;
const NOWHERE: Whereabouts = { at: 'nowhere' };

/** Brings matches back whose owner is gone: takes one over from the store and goes on with it in a room here. */
export class Recovery {
  readonly #needs: RecoveryNeeds;
  /** Matches that are being looked for or brought back, so that all who ask wait for the same one. */
  readonly #underWay = new Map<string, Promise<Whereabouts>>();
  /** Matches of ours that were seen without a room, and when first. */
  readonly #roomless = new Map<string, number>();
  readonly #tries = new Tries();
  /** Matches that had no owner at the last sweep; null before the first. */
  #alone: ReadonlySet<string> | null = null;
  #stopped = false;

  constructor(needs: RecoveryNeeds) {
    this.#needs = needs;
  }

  /** Makes sure that a match runs somewhere, if it still runs at all. */
  async find(match: MatchId): Promise<Whereabouts> {
    // Asked first: a room that is being brought back is known to the framework before it has its seats.
    const underWay = this.#underWay.get(match);
    if (underWay) return underWay;
    if (matchMaker.getLocalRoomById(match)) return { at: 'here' };
    const found = this.#look(match).finally(() => this.#underWay.delete(match));
    this.#underWay.set(match, found);
    return found;
  }

  /**
   * Looks after every match whose owner is gone: nobody has to ask for it to go on and to end. One that had an owner
   * at the last sweep is left to its people, who come for it, all to the same process.
   */
  async sweep(): Promise<void> {
    const running = await this.#needs.store.running();
    const known = new Set(running.map(({ match }) => match));
    this.#tries.sweep(known);
    for (const match of this.#roomless.keys()) if (!known.has(match)) this.#roomless.delete(match);
    const alone = new Set(await this.#withoutOwner(running));
    const before = this.#alone ?? (this.#needs.others ? new Set() : alone);
    const due = [...alone].filter((match) => before.has(match) && this.#tries.isDue(match));
    this.#alone = alone;
    // Each process in an order of its own: so they share the matches of a dead one instead of racing for each.
    const gone = this.#needs.random.shuffle(due);
    for (let i = 0; i < gone.length && !this.#stopped; i += AT_ONCE) {
      await Promise.all(
        gone.slice(i, i + AT_ONCE).map(
          (match) => this.find(match).catch(() => this.#tries.putOff(match)), // one must not stop the others
        ),
      );
    }
  }

  /** Takes nothing over any more: the process goes down. */
  stop(): void {
    this.#stopped = true;
  }

  async #withoutOwner(running: RunningMatch[]): Promise<MatchId[]> {
    const alive = new Map<string, boolean>();
    const gone: MatchId[] = [];
    for (const { match, owner } of running) {
      if (owner === this.#needs.process()) {
        if (!matchMaker.getLocalRoomById(match)) gone.push(match);
        continue;
      }
      if (!alive.has(owner)) alive.set(owner, await this.#alive(owner));
      if (!alive.get(owner)) gone.push(match);
    }
    return gone;
  }

  async #look(match: MatchId): Promise<Whereabouts> {
    const running = await this.#needs.store.find(match);
    if (!running) return NOWHERE;
    const { owner } = running;
    if (this.#stopped) return { at: 'elsewhere', owner };
    const alive = owner === this.#needs.process() ? this.#isOpening(match) : await this.#alive(owner);
    if (alive) return { at: 'elsewhere', owner };
    const held = this.#tries.heldBy(match);
    if (held) throw held;
    return this.#takeOver(running);
  }

  /**
   * Ours, but no room: it is being opened, or just closed; whoever asks comes back in a moment. Or it never will be.
   */
  #isOpening(match: MatchId): boolean {
    const now = this.#needs.now();
    const since = this.#roomless.get(match) ?? now;
    this.#roomless.set(match, since);
    return now - since < OPENING_MS;
  }

  async #alive(owner: string): Promise<boolean> {
    return owner !== '' && (await this.#needs.liveness.alive(owner));
  }

  async #takeOver(running: RunningMatch): Promise<Whereabouts> {
    const { store, process } = this.#needs;
    const { match } = running;
    let taken: TakenOver | null;
    try {
      taken = await store.takeOver(running, process());
    } catch (error) {
      if (error instanceof UnknownKey || error instanceof Unreadable)
        return this.#leaveUnreadable(match, error);
      throw error;
    }
    if (!taken) {
      const now = await store.find(match);
      return now ? { at: 'elsewhere', owner: now.owner } : NOWHERE;
    }
    try {
      return await this.#goOn(taken, running.owner);
    } catch (error) {
      this.#needs.log.error({ err: error, match }, 'a match could not be brought back');
      if (await this.#abandoned(taken, error)) return NOWHERE;
      await store.release(taken.own);
      throw error;
    } finally {
      this.#roomless.delete(match);
    }
  }

  /** Whether that was one failure too many, and the match is over. */
  async #abandoned(taken: TakenOver, error: unknown): Promise<boolean> {
    if (error instanceof NotForUs || isUnavailable(error)) return false;
    if (!this.#tries.countFailure(taken.own.match)) return false;
    await this.#needs.abandon(taken);
    return true;
  }

  /**
   * Ours by now, and it cannot be read: sealed under a key that is not known here, or broken. Left to who can, and
   * ended when nobody does.
   */
  async #leaveUnreadable(match: MatchId, error: Error): Promise<Whereabouts> {
    const { store, process, log } = this.#needs;
    if (!(error instanceof UnknownKey))
      log.error({ err: error, match }, 'what is stored of a match cannot be read');
    const own = await store.find(match);
    if (!own) return NOWHERE;
    if (own.owner !== process()) return { at: 'elsewhere', owner: own.owner };
    if (this.#tries.countFailure(match)) {
      await this.#needs.abandonUnopenable(own, error);
      return NOWHERE;
    }
    this.#tries.hold(match, error); // who can open it is to have the time
    await store.release(own);
    throw error;
  }

  async #goOn(taken: TakenOver, from: string): Promise<Whereabouts> {
    const { store, directory, resuming, evict, isOver, log } = this.#needs;
    const { own, table } = taken;
    const { match, epoch } = own;
    if (!this.#needs.plays(table.game, table.match?.setup.rules ?? 1) || !isKnown(taken.journal)) {
      const error = new NotForUs(match);
      this.#tries.hold(match, error, { rarely: true });
      throw error;
    }
    const [over] = await Promise.all([
      within(OVER_WITHIN_MS, isOver(match)).catch(unlessAway),
      evict(match), // the listing of the owner that is gone
    ]);
    if (!table.match && table.phase === 'finished') {
      await this.#needs.abandon(taken); // it fell through, and its owner died before its people were queued again
      return NOWHERE;
    }
    if (over) {
      // Its owner died after the result was stored and before the match was closed.
      await endMatch({ free: () => directory.remove(match), close: () => store.close(own) });
      return NOWHERE;
    }
    if (taken.cancelled) {
      await this.#needs.abandon(taken);
      return NOWHERE;
    }
    resuming.put(match, taken);
    try {
      const listing = await matchMaker.handleCreateRoom(table.game, table.options, undefined, match);
      if (listing.processId !== this.#needs.process()) throw new Error('the room is listed elsewhere');
    } finally {
      resuming.take(match);
    }
    this.#tries.forget(match);
    log.info({ match, game: table.game, epoch, from }, 'a match goes on here');
    return { at: 'here' };
  }
}

/** What a process plays that has these games: each by its own version of the rules and all before. */
export function playsOf(games: ReadonlyMap<string, { game: Pick<Game, 'rules'> }>): RecoveryNeeds['plays'] {
  return (name, rules) => {
    const hosted = games.get(name);
    return hosted !== undefined && rules <= (hosted.game.rules ?? 1);
  };
}

/** While the records are away a match goes on: ended twice it ends as the first time. */
function unlessAway(error: unknown): false {
  if (isUnavailable(error)) return false;
  throw error;
}

/** Whether a match is left to another process, which can read it, or goes on by rules that are not known here. */
export function isForAnother(error: unknown): boolean {
  return error instanceof NotForUs || error instanceof UnknownKey || error instanceof Unreadable;
}

class NotForUs extends Error {
  constructor(match: MatchId) {
    super(
      `${match} is of a game, by rules or with entries that are not known here: it is for a newer process`,
    );
    this.name = 'NotForUs';
  }
}
