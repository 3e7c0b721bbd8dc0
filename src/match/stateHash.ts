import { createHash } from 'node:crypto';
import type { TableState } from '../games/game.ts';
import { canonical } from './canonical.ts';

/** SHA-256 of the canonical state, in hex. */
export function stateHash(state: TableState): string {
  return createHash('sha256').update(canonical(state)).digest('hex');
}
