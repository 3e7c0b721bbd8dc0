import { randomUUID } from 'node:crypto';
import { openRooms } from '../cluster/openRooms.ts';
import type { Game } from '../games/game.ts';
import type { Log } from '../lib/log.ts';
import { createMatchmaking } from '../matchmaking/createMatchmaking.ts';
import { leaveAll } from '../matchmaking/leaveAll.ts';
import { policyOf } from '../matchmaking/matcher/policies.ts';
import { openPrivateTable } from '../matchmaking/openPrivateTable.ts';
import { newPartyCode } from '../matchmaking/partyCode.ts';
import { PartyService } from '../matchmaking/partyService.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { processChannel } from '../players/updates.ts';
import { invitationNotice } from '../push/ownNotices.ts';
import { partyReadyNotice, readyCheckNotice } from '../push/tableNotices.ts';
import type { Matches } from './matches.ts';
import type { Players } from './players.ts';
import type { Push } from './push.ts';
import type { Stores } from './stores.ts';

export type Queue = ReturnType<typeof buildMatchmaking>;

interface QueueNeeds {
  stores: Stores;
  players: Players;
  matches: Matches;
  push: Push;
  metrics: Pick<Metrics, 'queue'>;
  log: Log;
}

/** The queue and the parties that come to it, and what all of them lead to: a table. */
export function buildMatchmaking(
  games: ReadonlyMap<string, Pick<Game, 'name' | 'title' | 'seats' | 'queue'>>,
  { stores, players, matches, push, metrics, log }: QueueNeeds,
) {
  const { history, preferences, records, matchOf } = stores;
  const { queue, presence, updates, matchmaker, counterOf } = stores.shared;
  const { names, mutes, tell } = players;
  const { live, openTable } = matches;
  const now = Date.now;
  const newId = randomUUID;
  /** The process that makes matches is told here that somebody came. */
  const matchmakerNotes = processChannel(updates, 'system:matchmaker');
  const statusNotes = processChannel(updates, 'queue:status');
  const gameOf = (name: string) => games.get(name) ?? { name };
  /** Who does not hear somebody is not seated with them. */
  const blocksOf = (people: readonly string[]) => mutes.unheardByAll(people);

  const { service, passes, release } = createMatchmaking({
    ...{ queue, history, matchOf, openTable, tell, now, newId, log },
    policies: new Map([...games.values()].map((game) => [game.name, policyOf(game)])),
    ratings: (game, people) => records.ratingsIn(game, people),
    blocks: blocksOf,
    recentOpponents: (people, since) => records.recentOpponents(people, since),
    openRooms: (game) => openRooms(games.get(game), { live, records, blocksOf, queue }),
    namesOf: names.of,
    together: (player) => parties.membersToQueue(player),
    preferencesOf: (player) => preferences.get(player),
    goneFor: (player) => presence.goneFor(player),
    wasOpened: matches.wasOpened,
    unbind: matches.unbind,
    asking: (player, { game, ...question }) =>
      push.tellAway('match', player, readyCheckNotice(player, gameOf(game), question, now())),
    nudge: () => void matchmakerNotes.tell('queued', null).catch(() => {}), // a pass comes by itself, too
    lead: () => matchmaker.hold(),
    ...metrics.queue,
  });
  const parties: PartyService = new PartyService({
    ...{ mutes, tell, now, newId, counterOf, log },
    store: stores.parties,
    invited: (player, invitation) => push.tellOwn('party', [invitationNotice(player, invitation)]),
    allReady: (leader, { id, game }) =>
      push.tellAway('party', leader, partyReadyNotice(leader, gameOf(game), id)),
    namesOf: names.of,
    games: [...games.values()],
    unqueue: (player, by) => service.unqueue(player, by),
    openPrivate: (table) => openPrivateTable(table, { queue, matchOf, openTable, newId }),
    newCode: newPartyCode,
  });
  return {
    service,
    passes,
    release,
    parties,
    /** Tells services that listen how many wait. */
    async tellStatus(): Promise<void> {
      const games = await service.statistics();
      const status = games.map(({ game, queue_length: waiting }) => ({ game, waiting }));
      await statusNotes.tell('status', status);
    },
    leaveAll: (player: string) => leaveAll(player, { parties, matchmaking: service, matchOf, live }),
    /** Hears of every player who comes to the queue, in any process: a perfect table may be there at once. */
    listen: (came: () => void) => matchmakerNotes.listen(came),
  };
}
