import { StateView } from '@colyseus/schema';
import type { TableState } from '../games/game.ts';
import { Problem } from '../lib/problem.ts';
import type { StoredSession } from '../match/matchStore.ts';
import { CLOSE_CODES } from '../protocol/closeCodes.ts';
import type { GameMessages } from '../protocol/game.ts';
import type { HostedTable } from '../table/HostedTable.ts';
import type { Lines } from './Lines.ts';
import { type PlayerClient as AnyPlayerClient, identityOf } from './playerClient.ts';
import type { Sessions } from './Sessions.ts';
import type { Watchers } from './Watchers.ts';

type PlayerClient = AnyPlayerClient<GameMessages>;

interface EntrancesNeeds<S extends TableState> {
  table(): HostedTable<S>;
  sessions: Sessions;
  watchers: Watchers<PlayerClient>;
  lines: Lines | null;
  /** Some fields of a player are seen by that player alone: each client is encoded on its own. */
  ownViews: boolean;
}

/** A spectator who dropped may come back for so long, in seconds. */
const SPECTATOR_GRACE_S = 30;

/** How clients come into a room and out of it: to a seat of the table, or among those who watch. */
export class Entrances<S extends TableState> {
  readonly #needs: EntrancesNeeds<S>;

  constructor(needs: EntrancesNeeds<S>) {
    this.#needs = needs;
  }

  get #table(): HostedTable<S> {
    return this.#needs.table();
  }

  /** To the player's seat. @throws Problem 403 `left`, `not_seated` */
  enter(client: PlayerClient): void {
    const table = this.#table;
    const { lines, ownViews } = this.#needs;
    const { id } = identityOf(client);
    if (table.state.phase === 'playing') table.tick(); // until now they were away
    const player = table.state.players.get(id);
    if (player?.left) throw new Problem(403, 'left', 'You left this match.');
    if (!player || !table.seats.has(id)) {
      throw new Problem(403, 'not_seated', 'You have no seat at this table.');
    }
    const before = table.seats.enter(id, client);
    before?.leave(CLOSE_CODES.opened_elsewhere, 'opened elsewhere');
    lines?.open(client);
    if (ownViews) {
      client.view ??= new StateView();
      client.view.add(player as never);
    }
    table.refreshPresence();
    this.#sayThatItStands(client);
  }

  /** Among those who watch. @throws Problem 401 `token_expired` */
  watch(client: PlayerClient): void {
    if (identityOf(client).runOut) throw new Problem(401, 'token_expired', 'Sign in again.');
    const before = this.#needs.watchers.enter(identityOf(client).id, client);
    before?.leave(CLOSE_CODES.opened_elsewhere, 'opened elsewhere');
    this.#sayThatItStands(client);
  }

  /** A socket broke: its client may come back. @returns whether a seat waits for it now */
  drop(client: PlayerClient): boolean {
    const { sessions, watchers } = this.#needs;
    const { id } = identityOf(client);
    if (watchers.leave(id, client.sessionId)) sessions.wayBack(client, SPECTATOR_GRACE_S);
    else if (this.#table.seats.holds(id, client.sessionId)) {
      this.#keepSeat(client);
      return true;
    }
    return false;
  }

  /** A session that the table's owner before had may come back. */
  expect(stored: StoredSession): void {
    const { player, session, spectator } = stored;
    const { sessions } = this.#needs;
    const { seats } = this.#table;
    if (spectator) sessions.expect(stored, SPECTATOR_GRACE_S);
    else if (seats.has(player)) seats.expect(player, session, sessions.expect(stored, 'manual'));
  }

  #keepSeat(client: PlayerClient): void {
    const table = this.#table;
    table.tick(); // until now they were here
    const wayBack = this.#needs.sessions.wayBack(client, 'manual');
    table.seats.drop(identityOf(client).id, client.sessionId, wayBack);
    table.refreshPresence();
  }

  /** Who was not here when the others were told. */
  #sayThatItStands(client: PlayerClient): void {
    if (this.#table.standing) client.send('standing', { standing: true });
  }
}
