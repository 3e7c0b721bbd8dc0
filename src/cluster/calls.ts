import type { Problem } from '../lib/problem.ts';
import type { Invited } from '../match/journal.ts';
import type { LedgerEntry } from '../match/ledger.ts';
import type { Reply } from '../match/replies.ts';

/** What other parts of the server may ask of a game room, also from another process. Every answer is plain data. */
export interface GameRoomCalls {
  hasSeat(player: string): boolean;
  /** Has a seat, or had one and left. */
  isPlayer(player: string): boolean;
  act(player: string, request: unknown): Promise<Reply>;
  visibleTo(
    player: string | null,
    since: number,
    waitMs: number,
  ): Promise<{ version: number; state: unknown }>;
  leaveMatch(player: string): Promise<void>;
  seatMore(people: Invited[], batch: string): Promise<void>;
  renamed(player: string): Promise<void>;
  ledger(): Promise<{ points: Record<string, number>; ledger: LedgerEntry[] }>;
  command(name: string, operator: string): Promise<{ version: number }>;
}

/** What came of a call: plain data, as it may cross to another process. */
export type CallAnswer =
  | { value: unknown; problem?: undefined }
  | { problem: Pick<Problem, 'status' | 'code' | 'message' | 'details'> };
