import { fileURLToPath } from 'node:url';

/** Protections that the drill can do without, each by a file beside this one that processes load first. */
export const PROTECTIONS = {
  journal: 'actions are seen and acknowledged without being stored',
  showing: 'what is done is seen before it is stored',
  checkpoints: 'of a match only its opening and its journal are stored',
  recovery: 'nobody takes over the matches of a dead process',
  fencing: 'whoever writes to a match is taken for its owner',
  idempotency: 'a request that comes twice is done twice',
  clock: 'a match that is brought back catches up with the wall clock',
  backup: 'running matches are in Redis alone',
  results: 'a result that cannot be stored at once is not stored',
} as const;

export type Protection = keyof typeof PROTECTIONS;

/** The environment of processes that do without one. */
export function environmentWithout(protection: Protection): { NODE_OPTIONS: string } {
  const file = fileURLToPath(new URL(`${protection}.ts`, import.meta.url));
  return { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${file}`.trim() };
}
