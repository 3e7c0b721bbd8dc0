import { type NamesOf, shownIn } from '../players/playerNames.ts';
import { tellQuietly } from '../players/updates.ts';
import { homeOf } from './matcher/pace.ts';
import { Passes, type PassNeeds } from './passes.ts';
import type { QueueHistory } from './queueHistory.ts';
import { ReadyCheck, type ReadyCheckNeeds } from './readyCheck.ts';
import { type MatchmakingNeeds, MatchmakingService } from './service.ts';
import type { Proposal, Ticket } from './tickets.ts';

/** A table to be opened for these people, or with `room` seats at one that is open. */
export interface TableOrder {
  match: string;
  game: string;
  room: string | null;
  /** With the party they came in, if any. */
  players: { id: string; name: string; face: string; party: string | null }[];
  /** How many bots sit down besides. */
  bots: number;
  /** May bots take the seats of people who do not come. */
  botsAllowed: boolean;
  why: string;
  quality: number;
  /** The region everybody reaches best; null: any. */
  region: string | null;
}

type Built = 'readyCheck' | 'service' | 'open' | 'show';

export interface AllMatchmakingNeeds
  extends Omit<MatchmakingNeeds, Built>,
    Omit<PassNeeds, Built>,
    Omit<ReadyCheckNeeds, Built> {
  history: QueueHistory;
  namesOf: NamesOf;
  /** Opens a table and keeps its seats. @throws when no table could be opened */
  openTable(order: TableOrder): Promise<void>;
  /** Somebody got a table after so many seconds. */
  waited(game: string, seconds: number): void;
  /** A table was made, of so many people and bots. */
  made(game: string, size: number): void;
}

/** The queue of this process: what players ask of it, and the passes, for the process that makes matches. */
export function createMatchmaking(given: AllMatchmakingNeeds) {
  const needs = { ...given, tell: tellQuietly(given.tell, given.log) };
  async function open(proposal: Proposal, tickets: Ticket[]): Promise<void> {
    const { match, game, room, bots, why, quality, spread, region } = proposal;
    const names = await needs.namesOf(tickets.map(({ player }) => player));
    const players = tickets.map(({ player: id, party }) => ({ id, ...shownIn(names, id), party }));
    const botsAllowed = tickets.every((ticket) => ticket.bots);
    const about = { why, quality, region };
    await needs.openTable({ match, game, room, players, bots, botsAllowed, ...about });
    const at = needs.now();
    const people = tickets.map(({ enqueuedAt, rating, regions }) => ({
      waitedMs: at - enqueuedAt,
      rating: rating.mu,
      home: homeOf(regions),
      ...(room !== null && { joined: { by: match, at } }),
    }));
    for (const { waitedMs } of people) needs.waited(game, waitedMs / 1000);
    if (room === null) needs.made(game, players.length + bots);
    const noted =
      room === null
        ? needs.history.made({ match, game, at, people, bots, spread, region })
        : needs.history.joined(room, match, people, spread);
    await noted.catch((error: unknown) => {
      needs.log.warn({ err: error, match }, 'a table is missing from the statistics');
    });
  }

  const readyCheck = new ReadyCheck({
    ...needs,
    open,
    show: (ticket) => service.tell(ticket),
  });
  const service: MatchmakingService = new MatchmakingService({ ...needs, readyCheck });
  const passes = new Passes({ ...needs, readyCheck, service });
  return {
    service,
    passes,
    /** A table fell through before its match: who was there waits again, before others. */
    release: (match: string, here: readonly string[]) => readyCheck.release(match, here),
  };
}
