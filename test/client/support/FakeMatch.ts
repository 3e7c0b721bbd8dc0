import { Emitter } from '../../../client/Emitter.ts';

/** What the server side saw. */
interface Seen {
  /** An action was applied. */
  applied: { player: string; request_id: string; action: string };
  /** A player's socket closed, with this code. */
  dropped: number;
  /** A player came in or back, by a socket. */
  entered: string;
  /** A player left on purpose. */
  left: string;
  /** Somebody asked for the state, knowing this version. */
  polled: number;
  /** Somebody asked for the record. */
  recorded: undefined;
}

interface Waiter {
  since: number;
  answer: () => void;
}

/** A match as the server has it: enough of one to be joined, acted in, polled and lost. */
export class FakeMatch {
  readonly id: string;
  readonly seen = new Emitter<Seen>();
  readonly players: Record<string, { id: string; name: string; points: number; left: boolean }> = {};
  readonly applied: Seen['applied'][] = [];
  /** Close codes of players' sockets. */
  readonly drops: number[] = [];
  phase = 'playing';
  version = 1;
  running = true;
  /** Another tab polls. */
  superseded = false;
  recordAsked = false;
  outcome: 'finished' | 'abandoned' = 'finished';
  /** What the next actions come to, one each: `lose` applies and cuts the socket, `fail` answers nothing. */
  faults: ('lose' | 'fail' | 'retry_later')[] = [];
  /** Called when something visible changed, to bring the room up to date. */
  sync = () => {};
  readonly #replies = new Map<string, { request_id: string; version: number }>();
  #waiters: Waiter[] = [];

  constructor(id: string, players: { id: string; name: string }[]) {
    this.id = id;
    for (const { id, name } of players) this.players[id] = { id, name, points: 0, left: false };
  }

  /** Once per `request_id`: `score` gives a point, anything else is refused. */
  act(player: string, request: { request_id: string; action: string }) {
    const { request_id, action } = request;
    const known = this.#replies.get(request_id);
    if (known) return known;
    const who = this.players[player];
    if (!who) return { request_id, code: 'not_seated', message: 'You have no seat at this table.' };
    if (action !== 'score')
      return { request_id, code: 'unknown_action', message: 'There is no such action.' };
    who.points += 1;
    this.applied.push({ player, request_id, action });
    const reply = { request_id, version: this.change() };
    this.#replies.set(request_id, reply);
    this.seen.emit('applied', { player, request_id, action });
    return reply;
  }

  /** Something visible changed. Answers the version. */
  change(): number {
    this.version += 1;
    this.sync();
    const ready = this.#waiters.filter((waiter) => waiter.since < this.version);
    this.#waiters = this.#waiters.filter((waiter) => !ready.includes(waiter));
    for (const { answer } of ready) answer();
    return this.version;
  }

  leave(player: string): void {
    const who = this.players[player];
    if (!who || who.left) return;
    who.left = true;
    this.change();
    this.seen.emit('left', player);
  }

  drop(code: number): void {
    this.drops.push(code);
    this.seen.emit('dropped', code);
  }

  view() {
    const { phase, version } = this;
    return structuredClone({ phase, version, deadline: 0, spectators: 0, players: this.players });
  }

  /** Calls `answer` as soon as the version is above `since`. */
  poll(since: number, answer: () => void): () => void {
    if (this.version > since) answer();
    else this.#waiters.push({ since, answer });
    this.seen.emit('polled', since);
    return () => {
      this.#waiters = this.#waiters.filter((waiter) => waiter.answer !== answer);
    };
  }

  /** How many polls wait. */
  get polls(): number {
    return this.#waiters.length;
  }
}
