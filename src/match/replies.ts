import type { ActionReply } from '../protocol/action.ts';

/** What a player is told about a request: done, with the state's version, or refused with a code. */
export type Reply = ActionReply | RefusedReply;

/** Refused: whatever else the game tells of it is beside these. */
export interface RefusedReply {
  request_id: string;
  code: string;
  message: string;
  retry_after_ms?: number;
  [detail: string]: string | number | boolean | undefined;
}

export interface Answered {
  reply: Reply;
  seq: number;
}

/** Per player: accepted and refused requests, oldest first, as format 1 stored them. Plain JSON. */
export type RepliesState = Record<string, { accepted: Answered[]; refused: Answered[] }>;

/** A player's refusals beyond this many are forgotten, oldest first: judging again is harmless. */
const REFUSALS_KEPT = 64;

/** Remembers what was answered, so that a request that comes twice is done once. */
export class Replies {
  readonly #players = new Map<string, { accepted: Map<string, Answered>; refused: Map<string, Answered> }>();

  constructor(state: RepliesState = {}) {
    for (const [player, { accepted, refused }] of Object.entries(state)) {
      for (const answered of [...accepted, ...refused]) this.keep(player, answered);
    }
  }

  find(player: string, request_id: string): Answered | undefined {
    const of = this.#players.get(player);
    return of?.accepted.get(request_id) ?? of?.refused.get(request_id);
  }

  keep(player: string, answered: Answered): Answered {
    let of = this.#players.get(player);
    if (!of) {
      of = { accepted: new Map(), refused: new Map() };
      this.#players.set(player, of);
    }
    if (!('code' in answered.reply)) {
      of.accepted.set(answered.reply.request_id, answered);
      return answered;
    }
    of.refused.set(answered.reply.request_id, answered);
    const oldest = of.refused.keys().next();
    if (of.refused.size > REFUSALS_KEPT && !oldest.done) of.refused.delete(oldest.value);
    return answered;
  }

  /** A request that was refused may be judged again: it is known to have been accepted later. */
  forgetRefusal(player: string, request_id: string): void {
    this.#players.get(player)?.refused.delete(request_id);
  }

  /** How many requests of a player were accepted. */
  accepted(player: string): number {
    return this.#players.get(player)?.accepted.size ?? 0;
  }
}
