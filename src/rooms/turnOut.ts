import type { MayPlay } from '../auth/accounts.ts';
import { Problem } from '../lib/problem.ts';
import { within } from '../lib/within.ts';
import { CLOSE_CODES } from '../protocol/closeCodes.ts';
import type { PlayerClient } from './playerClient.ts';

/** How often a room looks whether those in it may still be there, in ms. */
export const TURN_OUT_EVERY_MS = 30_000;

/** Who cannot be asked about for so long may stay, in ms. */
const ASKED_WITHIN_MS = 500;

/**
 * Makes a check as `mayPlay` is, for what is done at once: while accounts do not answer, who was let in may go on.
 * @throws Problem as `mayPlay`
 */
export function mayGoOn(mayPlay: MayPlay): MayPlay {
  return (player, tokenVersion) =>
    within(ASKED_WITHIN_MS, mayPlay(player, tokenVersion)).catch((error: unknown) => {
      if (error instanceof Problem) throw error;
    });
}

/**
 * Makes a check that closes the sockets of those who were banned, or whose token was revoked, since they were let
 * in. All of a room are asked about at once, so that it is one question to the store; one check at a time; who cannot
 * be asked about now stays until the next.
 */
export function turnOut(clients: () => Iterable<PlayerClient>, mayPlay: MayPlay): () => Promise<void> {
  let busy = false;
  async function look(client: PlayerClient): Promise<void> {
    try {
      if (client.auth) await mayPlay(client.auth.id, client.auth.tokenVersion);
    } catch (error) {
      if (error instanceof Problem) client.leave(CLOSE_CODES.signed_out, error.code);
    }
  }
  return async () => {
    if (busy) return;
    busy = true;
    await Promise.all([...clients()].map(look));
    busy = false;
  };
}
