import assert from 'node:assert/strict';
import type { DataSource } from 'typeorm';
import type { TableState } from '../../src/games/game.ts';
import { relay } from '../../src/games/relay/relay.ts';
import { NAMELESS } from '../../src/lib/nameless.ts';
import { plain } from '../../src/match/canonical.ts';
import { Match } from '../../src/match/match.ts';
import { replay } from '../../src/match/replay.ts';
import { stateHash } from '../../src/match/stateHash.ts';
import { newRating } from '../../src/matchmaking/rating.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import {
  eraseLeft,
  eraseNames,
  erasePlayer,
  withoutNames,
} from '../../src/persistence/postgres/erasePlayer.ts';
import { PostgresAccounts } from '../../src/persistence/postgres/postgresAccounts.ts';
import { PostgresFeedback } from '../../src/persistence/postgres/postgresFeedback.ts';
import { PostgresMatchRecords } from '../../src/persistence/postgres/postgresMatchRecords.ts';
import { PostgresMutes } from '../../src/persistence/postgres/postgresMutes.ts';
import { PostgresNotifications } from '../../src/persistence/postgres/postgresNotifications.ts';
import { PostgresPreferences } from '../../src/persistence/postgres/postgresPreferences.ts';
import { PostgresQueue } from '../../src/persistence/postgres/postgresQueue.ts';
import { relayMaker } from '../../src/schema/relay.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { freshPostgres } from '../support/postgres.ts';
import { testSealer } from '../support/testSealer.ts';
import { resultOf, simpleRate, startOf } from './matches.ts';
import { newTicket } from './queueTickets.ts';
import { newId } from './stores.ts';

/** What a column says of a player, and what becomes of it when the account is deleted. */
type Fate =
  | 'nothing of a player'
  | 'erased'
  | 'row deleted'
  | 'the id alone stays'
  /** Stays until something ends that does not wait for anybody: the match, the ticket, the party. */
  | 'until it ends';

/** Every column of every table. A new one is to be thought about, and added here. */
const FATES: Record<string, Record<string, Fate>> = {
  players: {
    ...all('erased', 'name face email password_hash banned_until ban_reason'),
    ...all('the id alone stays', 'id'),
    ...all('nothing of a player', 'token_version created_at deleted_at'),
  },
  preferences: all('row deleted', 'player_id game regions bots updated_at blocked'),
  mutes: all('row deleted', 'player_id muted_id muted_at'),
  ratings: all('row deleted', 'player_id game mu sigma played updated_at'),
  feedback: {
    ...all('erased', 'player_id contact'),
    ...all('nothing of a player', 'id rating text page created_at'),
  },
  matches: {
    ...all('erased', 'setup final_state state_hash'),
    ...all('nothing of a player', 'id game outcome why quality rated reason started_at finished_at game_ms'),
  },
  match_players: {
    ...all('erased', 'name face'),
    ...all('the id alone stays', 'seated player_id'),
    ...all('nothing of a player', 'match_id seat bot skill rank score has_left rating started_at'),
  },
  notifications: {
    ...all(
      'row deleted',
      'seq id kind topic priority title body data sender created_at expires_at dedupe_key',
    ),
  },
  scheduled_notifications: all('row deleted', 'id send_at sender dedupe_key draft'),
  notification_targets: all('row deleted', 'player seq'),
  notification_receipts: all('row deleted', 'seq player delivered_at seen_at acted_at archived_at'),
  notification_mutes: all('row deleted', 'player topic after'),
  notification_past_mutes: all('row deleted', 'player topic after until'),
  notification_counts: all(
    'nothing of a player',
    'seq recipients sent delivered late seen acted expired closed',
  ),
  notification_head: all('nothing of a player', 'id epoch seq forgotten'),
  push_subscriptions: all('row deleted', 'id player endpoint p256dh auth failures confirmed_at'),
  button_head: all('nothing of a player', 'id epoch'),
  // For a day, and among the records for as long as there is none better.
  button_pushes: {
    ...all('the id alone stays', 'player'),
    ...all('nothing of a player', 'epoch version request_id at seen ends count started_at left_ms'),
  },
  button_closest: {
    ...all('the id alone stays', 'player'),
    ...all('nothing of a player', 'epoch version left_ms at'),
  },
  button_rounds: all('nothing of a player', 'started_at ends count'),
  button_players: all('row deleted', 'player pushes left_ms at'),
  puzzles: {
    ...all('the id alone stays', 'player'),
    ...all('nothing of a player', 'match_id id type level prompt answer opened_at closed_at outcome'),
  },
  game_records: {
    ...all('the id alone stays', 'player data'),
    ...all('nothing of a player', 'match_id seq kind at'),
  },
  point_entries: {
    ...all('the id alone stays', 'giver taker debit credit'),
    ...all('nothing of a player', 'match_id seq kind amount'),
  },
  journal_entries: {
    ...all('the id alone stays', 'by'),
    ...all('nothing of a player', 'match_id seq at kind request'),
  },
  match_owners: all('nothing of a player', 'match_id clock entries epoch format game owner'),
  match_checkpoints: { ...all('until it ends', 'snapshot'), ...all('nothing of a player', 'match_id') },
  match_journals: { ...all('until it ends', 'entry'), ...all('nothing of a player', 'match_id seq') },
  match_ends: all('nothing of a player', 'match_id ended_at'),
  running_matches: {
    ...all('until it ends', 'snapshot'),
    ...all('nothing of a player', 'match_id owner epoch'),
  },
  running_journal: { ...all('until it ends', 'entry'), ...all('nothing of a player', 'match_id seq') },
  // Of others' a sentence may name them, for an hour.
  queue_tickets: {
    ...all('row deleted', 'id player game party enqueued_at ticket state match priority'),
    ...all('until it ends', 'why'),
  },
  queue_proposals: all('nothing of a player', 'match proposal tickets accepted state since'),
  queue_let_downs: all('row deleted', 'player times last'),
  queue_tables: all('nothing of a player', 'match game at people bots spread region'),
  queue_counts: all('nothing of a player', 'game tables'),
  // Who is deleted has left; what they said there goes with the party.
  parties: { ...all('until it ends', 'party'), ...all('nothing of a player', 'id code version touched_at') },
  party_members: all('until it ends', 'player party_id'),
};

function all(fate: Fate, columns: string): Record<string, Fate> {
  return Object.fromEntries(columns.split(' ').map((column) => [column, fate]));
}

const hashOf = (state: unknown) => stateHash(state as TableState);
const NAME = 'Nadezhda';
const FACE = 'star-rose-monocle';

/** Everything that is stored, by table and column, as text. */
async function dump(database: DataSource): Promise<{ table: string; column: string; text: string }[]> {
  const cells = [];
  for (const [table, columns] of Object.entries(FATES)) {
    const rows: Record<string, unknown>[] = await database.query(`SELECT * FROM ${table}`);
    for (const row of rows)
      for (const column of Object.keys(columns))
        cells.push({ table, column, text: JSON.stringify(row[column]) ?? '' });
  }
  return cells;
}

const DATABASES: Record<string, () => Promise<{ database: DataSource; close(): Promise<void> }>> = {
  'embedded Postgres': async () => ({ database: await freshEmbedded(), close: async () => {} }),
  'real Postgres': async () => {
    const database = await openDatabase(await freshPostgres(), { poolSize: 3 });
    return { database, close: () => database.destroy() };
  },
};

for (const [kind, open] of Object.entries(DATABASES)) {
  const embedded = kind === 'embedded Postgres';
  describe(`the deletion of an account in ${kind}`, function () {
    this.timeout(180_000);
    let database: DataSource;
    let close: () => Promise<void>;
    const now = Date.UTC(2026, 0, 1);
    before(async () => {
      ({ database, close } = await open());
    });
    after(() => close?.());

    /** A relay match of these, to its end or as it starts. */
    async function played(players: string[], over = true): Promise<string> {
      const records = new PostgresMatchRecords(database, {
        newRating,
        hashOf,
        sealer: testSealer,
        now: () => now,
      });
      const seats = players.map((id, i) => ({
        id,
        name: i === 0 ? NAME : `Other ${i}`,
        face: i === 0 ? FACE : 'circle-blue-bare',
        bot: false,
      }));
      const start = startOf(seats);
      const match = Match.start(relay, relayMaker.plain, start.setup);
      const { journal } = match;
      match.advance(1000);
      match.leave(players[0] ?? '');
      await records.started(start);
      const more = {
        ...{ journal, gameMs: match.now, ledger: match.ledger.entries(), records: match.records() },
        ...{ finalState: plain(match.state), stateHash: stateHash(match.state) },
      };
      if (over) await records.finished(resultOf(start, more), simpleRate);
      return start.setup.id;
    }

    /** One that is for everybody. */
    async function announced(): Promise<string> {
      const [stored] = await new PostgresNotifications(database, { embedded }).accept([
        {
          ...{ id: newId(), kind: 'all', players: null, topic: 'announcements', priority: 'normal' },
          ...{ title: 'Hello', body: '', data: {}, sender: 'operator', dedupeKey: null },
          ...{ createdAt: now, expiresAt: now + 1000 },
        },
      ]);
      return stored?.notification.id ?? '';
    }

    async function person(name: string): Promise<string> {
      const id = newId();
      const accounts = new PostgresAccounts(database, () => now);
      await accounts.create({ id, name, email: `${id}@example.com`, passwordHash: 'scrypt$a$b' });
      return id;
    }

    it('says of every column of every table what becomes of it', async () => {
      const rows: { table: string; column: string }[] = await database.query(
        `SELECT table_name AS table, column_name AS column FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name <> 'migrations'`,
      );
      const stored = rows.map(({ table, column }) => `${table}.${column}`).sort();
      const known = Object.entries(FATES).flatMap(([table, columns]) =>
        Object.keys(columns).map((column) => `${table}.${column}`),
      );
      assert.deepEqual(stored, known.sort());
    });

    it('leaves nothing but the id where it says so, of a player who is everywhere', async () => {
      const me = await person(NAME);
      const others = [await person('Bo'), await person('Cy')];
      const accounts = new PostgresAccounts(database, () => now);
      await accounts.update(me, { face: FACE, banReason: `${NAME} was rude`, bannedUntil: now + 1 });
      const preferences = { game: 'relay', regions: { [NAME]: 1 }, bots: true, blocked: others };
      const stored = new PostgresPreferences(database);
      await stored.set(me, preferences);
      const [bo = '', cy = ''] = others;
      await stored.set(bo, { ...preferences, regions: {}, blocked: [me, cy] });
      await stored.set(cy, { ...preferences, regions: {}, blocked: [me] });
      const mutes = new PostgresMutes(database);
      await mutes.mute(me, bo);
      await mutes.mute(bo, me);
      const feedback = { rating: 5 as const, text: 'Good.', contact: `${NAME}@example.com`, page: '/app' };
      await new PostgresFeedback(database).add({ ...feedback, player: me });
      const queue = new PostgresQueue(database);
      const ticket = newTicket({ player: me });
      await queue.add([ticket]);
      await queue.close([ticket.id], 'cancelled', `${NAME} left.`);
      await queue.penalize(me, now);
      const match = await played([me, ...others]);

      assert.equal(await erasePlayer(database, me, now), true);
      assert.equal(await erasePlayer(database, me, now), false);
      await eraseNames(database, hashOf);
      await eraseNames(database, hashOf);

      const cells = await dump(database);
      const traces = cells.filter(({ text }) => text.includes(NAME) || text.includes(FACE));
      assert.deepEqual(traces, []);
      const withId = cells.filter(({ text }) => text.includes(me));
      const fates = new Set(withId.map(({ table, column }) => FATES[table]?.[column]));
      // A replay needs to know the players apart.
      assert.deepEqual([...fates].sort(), ['erased', 'the id alone stays']);
      assert.deepEqual(
        [
          ...new Set(
            withId.filter((cell) => FATES[cell.table]?.[cell.column] === 'erased').map((c) => c.column),
          ),
        ],
        ['setup', 'final_state'],
      );

      assert.deepEqual([...(await stored.blocksOf(others))], [[bo, [cy]]]);
      const records = new PostgresMatchRecords(database, {
        newRating,
        hashOf,
        sealer: testSealer,
        now: () => now,
      });
      const again = await records.replay(match);
      assert.ok(again);
      const state = replay(relay, relayMaker, again.setup, again.journal, again.gameMs).state;
      assert.equal(stateHash(state), again.stateHash);
      assert.deepEqual(
        again.setup.seats.map(({ name }) => name),
        [NAMELESS, 'Other 1', 'Other 2'],
      );
      assert.deepEqual(
        (await records.find(match))?.players.map(({ name }) => name),
        [NAMELESS, 'Other 1', 'Other 2'],
      );
      const board = await records.leaderboard('relay', { limit: 100 });
      assert.equal(board.length > 0 && board.every(({ player }) => player !== me), true);
    });

    it('takes what was under way as well, which was stored after it', async () => {
      const [me, bo] = [await person(NAME), await person('Bo')];
      await erasePlayer(database, me, now);
      const mutes = new PostgresMutes(database);
      assert.deepEqual(await mutes.mute(me, bo), []);
      await mutes.mute(bo, me);
      const chosen = { game: 'relay', regions: {}, bots: true };
      await new PostgresPreferences(database).set(me, chosen);
      await new PostgresPreferences(database).set(bo, { ...chosen, blocked: [me] });
      const feedback = { rating: 5 as const, text: 'Good.', contact: `${NAME}@example.com`, page: null };
      await new PostgresFeedback(database).add({ ...feedback, player: me });
      await new PostgresQueue(database).penalize(me, now);
      for (const table of ['notification_targets', 'notification_receipts'])
        await database.query(
          `INSERT INTO ${table} (player, seq)
          SELECT $1, seq FROM notifications WHERE id = $2`,
          [me, await announced()],
        );
      const traces = async () =>
        (await dump(database)).filter(({ text }) => text.includes(me) || text.includes(`${NAME}@`));
      assert.equal((await traces()).length > 6, true);
      await eraseLeft(database, now + 60_000);
      assert.deepEqual(
        (await traces()).map(({ table, column }) => `${table}.${column}`),
        ['players.id'],
      );
    });

    it('goes on with the records where it was killed, and takes a match that was running when it is over', async () => {
      const me = await person(NAME);
      const other = await person('Bo');
      const matches = [];
      for (let i = 0; i < 23; i++) matches.push(await played([me, other]));
      const running = await played([me, other], false);
      await erasePlayer(database, me, now); // and the process dies
      const accounts = new PostgresAccounts(database, () => now);
      assert.equal((await accounts.byId(me))?.name, NAMELESS);
      assert.equal(await accounts.byEmail(`${me}@example.com`), null);

      await eraseNames(database, hashOf);
      const records = new PostgresMatchRecords(database, {
        newRating,
        hashOf,
        sealer: testSealer,
        now: () => now,
      });
      for (const id of matches) assert.equal((await records.find(id))?.players[0]?.name, NAMELESS);
      assert.equal((await records.find(running))?.players[0]?.name, NAME);

      const seats = [me, other].map((id, i) => ({ id, name: i === 0 ? NAME : 'Other 1', bot: false }));
      const start = { ...startOf(seats), setup: { ...startOf(seats).setup, id: running } };
      await records.finished(resultOf(start), simpleRate);
      assert.equal((await records.find(running))?.players[0]?.name, NAMELESS);
      assert.deepEqual(await records.ratings(me), {}, 'no rating either');
    });
  });
}

describe('a state without names', () => {
  it('is the same but for those whose id is meant, wherever they are in it', () => {
    const state = {
      players: { a: { id: 'a', name: 'Ada', face: FACE, seat: 0 }, b: { id: 'b', name: 'Bo', face: FACE } },
      list: [{ id: 'a', name: 'Ada' }, { id: 'a' }, null, 'Ada', 1],
    };
    assert.deepEqual(withoutNames(state, new Set(['a'])), {
      players: { a: { id: 'a', name: NAMELESS, seat: 0 }, b: { id: 'b', name: 'Bo', face: FACE } },
      list: [{ id: 'a', name: NAMELESS }, { id: 'a' }, null, 'Ada', 1],
    });
  });
});
