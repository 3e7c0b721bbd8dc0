import type { Input } from '../games/liveGame.ts';

/** A command as it was taken: in which step, and of whom. */
export interface TakenCommand {
  /** The step in which it was taken, from 1. */
  step: number;
  seat: number;
  input: Input;
}
