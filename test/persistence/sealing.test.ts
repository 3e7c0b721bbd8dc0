import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import type { Game, StateMaker } from '../../src/games/game.ts';
import { NO_CARD, written } from '../../src/games/holdem/cards.ts';
import { seedOf } from '../../src/games/holdem/fairness.ts';
import { holdem } from '../../src/games/holdem/holdem.ts';
import type { HoldemState } from '../../src/games/holdem/state.ts';
import { relay } from '../../src/games/relay/relay.ts';
import { hexOf } from '../../src/lib/hex.ts';
import { hmacSha256 } from '../../src/lib/hmac.ts';
import { Sealer, UnknownKey } from '../../src/lib/sealer.ts';
import type { MatchSetup } from '../../src/match/journal.ts';
import { Match } from '../../src/match/match.ts';
import { FORMAT, type MatchStore, type StoredTable } from '../../src/match/matchStore.ts';
import { newRating, rated } from '../../src/matchmaking/rating.ts';
import { BackedMatchStore } from '../../src/persistence/backedMatchStore.ts';
import { openDatabase } from '../../src/persistence/dataSource.ts';
import { PackedMatchStore } from '../../src/persistence/packedMatchStore.ts';
import { sealedBy } from '../../src/persistence/packing.ts';
import { PostgresAccounts } from '../../src/persistence/postgres/postgresAccounts.ts';
import { PostgresMatchRecords } from '../../src/persistence/postgres/postgresMatchRecords.ts';
import { PostgresMatchStore } from '../../src/persistence/postgres/postgresMatchStore.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisMatchStore } from '../../src/persistence/redis/redisMatchStore.ts';
import { holdemMaker } from '../../src/schema/holdem.ts';
import { relayMaker } from '../../src/schema/relay.ts';
import { resultOf } from '../../src/table/matchEnd.ts';
import { freshPostgres } from '../support/postgres.ts';
import { quietRedis, startRedis, type TestRedis } from '../support/redis.ts';
import { Dump } from './Dump.ts';
import { entries, storedTable } from './matchStoreContract.ts';
import { newId } from './stores.ts';

const FORMER = 'a former secret of more than thirty-two characters';
const SECRET = 'a secret of more than thirty-two characters';
const former = new Sealer({ current: FORMER });
const rotated = new Sealer({ current: SECRET, old: [FORMER] });
const forgetful = new Sealer({ current: SECRET });

/** A game that hides something. */
interface SecretGame {
  // biome-ignore lint/suspicious/noExplicitAny: a game of any state, actions and secrets
  game: Game<any, any, any, any>;
  // biome-ignore lint/suspicious/noExplicitAny: of any state
  maker: StateMaker<any>;
  /** What the player does now. */
  // biome-ignore lint/suspicious/noExplicitAny: of any state
  act(state: any, player: string): object;
  /** Texts that nobody may read, beside those in its secret. */
  // biome-ignore lint/suspicious/noExplicitAny: of any state
  more(state: any, setup: MatchSetup): string[];
  /** Words of what is sealed. */
  words: string[];
}

const SEALED_WORDS = ['"secret"', 'botRandom', 'request_id'];

const RELAY: SecretGame = {
  ...{ game: relay, maker: relayMaker },
  act: () => ({ action: 'answer', puzzle_id: '1', answer: 'x' }),
  more: () => [],
  words: [...SEALED_WORDS, '"answer"', 'puzzle_id'],
};

/** Its cards as they stand in a state, and as people write them; what its decks come from. */
const HOLDEM: SecretGame = {
  ...{ game: holdem, maker: holdemMaker },
  act({ turn, price, players }: HoldemState, player) {
    const me = players.get(player);
    return { action: turn === me?.seat && price > me.bet ? 'call' : 'check' };
  },
  more({ hand, players }: HoldemState, { seed }) {
    const secret = hmacSha256(seed, 'match secret');
    const seeds = [seedOf(secret, hand), seedOf(secret, hand + 1)];
    const holes = [...players.values()].flatMap(({ hole: { a, b } }) =>
      a === NO_CARD ? [] : [`"a":${a},"b":${b}`, `"${written([a, b])}"`],
    );
    return [
      ...[secret, ...seeds].flatMap((bytes) => [hexOf(bytes), Buffer.from(bytes).toString('base64')]),
      ...holes,
    ];
  },
  words: [...SEALED_WORDS, '"hole"', '"dealt"', 'turn_at'],
};

/** All texts in something. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

/** A field and a part of a key in Redis, which a puzzle may ask for, too. */
const NAMES = new Set(['format', 'entries']);

/** Short ones, and numbers, are in sealed bytes and their hex by chance. */
function isTelling(text: string): boolean {
  if (NAMES.has(text)) return false;
  if (/^"(a":\d+,"b":\d+|.. ..")$/.test(text)) return true;
  return text.length >= 6 && (/[g-z]/i.test(text) || text.length >= 16);
}

describe('what is secret in a running match', function () {
  this.timeout(180_000);
  let server: TestRedis;
  let redis: Redis;
  let database: DataSource;

  before(async () => {
    server = await startRedis();
    redis = quietRedis(server.url);
    database = await openDatabase(await freshPostgres(), { poolSize: 5 });
  });
  after(async () => {
    await closeRedis(redis);
    await server.stop();
    await database.destroy();
  });

  /** Of a process that has these secrets. */
  const storeOf = (sealer: Sealer): PackedMatchStore => {
    const options = { answerWithinMs: 60_000, waitMs: 60_000, now: Date.now, log: { warn() {} } };
    const backed = new BackedMatchStore(
      new RedisMatchStore(redis, { prefix: 'parlor:', format: FORMAT }),
      new PostgresMatchStore(database, FORMAT),
      options,
    );
    return new PackedMatchStore(backed, sealedBy(sealer));
  };
  const recordsOf = (sealer: Sealer) =>
    new PostgresMatchRecords(database, {
      newRating,
      hashOf: () => '',
      sealer,
      now: () => Date.UTC(2026, 0, 1),
    });

  /** A match in its third minute, stored as it went on. */
  async function played(store: MatchStore, sealer: Sealer, { game, maker, act, more }: SecretGame = RELAY) {
    const id = newId();
    const seed = `the-seed-of-${id}`;
    const seats = [1, 2, 3].map((i) => ({ id: newId(), name: `Player ${i}`, bot: i > 1, skill: 0.8 }));
    const setup = { id, game: game.name, rules: game.rules ?? 1, seed, seats };
    const match = Match.start(game, maker.plain, setup);
    const { journal } = match;
    const frozen = () => match.freeze();
    const table = (): StoredTable => storedTable({ options: setup, state: null, match: frozen() });
    const { id: player = '', name = '' } = seats[0] ?? {};
    await new PostgresAccounts(database).create({ id: player, name });
    await recordsOf(sealer).started({ setup, why: '', quality: 1, rated: true, startedAt: 0 });
    const own = await store.open(id, 'a', table());
    const secrets = new Set([seed]);
    for (let stored = 0, second = 0; second < 150; second++) {
      for (let i = 0; i < 5; i++) match.advance(200);
      match.apply(player, { request_id: `r${second}`, ...act(match.state, player) });
      await store.append(own, journal.slice(stored), match.now);
      stored = journal.length;
      for (const text of textsIn(frozen().secret)) secrets.add(text);
      for (const text of more(match.state, setup)) secrets.add(text);
      if (second % 50 === 40) await store.checkpoint(own, table());
    }
    for (const { input } of journal) for (const text of textsIn(input)) secrets.add(text);
    const public_ = textsIn([frozen().state, setup.seats, game.name]);
    for (const text of public_) secrets.delete(text);
    return { own, setup, journal, secrets: [...secrets].filter(isTelling), seed, match };
  }

  for (const secretGame of [RELAY, HOLDEM])
    it(`is nowhere in Redis or Postgres in clear: ${secretGame.game.name}`, async () => {
      const { secrets, seed, journal } = await played(storeOf(former), former, secretGame);
      assert.ok(secrets.includes(seed));
      assert.ok(secrets.length > 20, `${secrets.length} secrets`);
      assert.ok(journal.length > 20, `${journal.length} entries`);
      const dump = await Dump.of(redis, database);
      assert.ok(dump.bytes > 10_000);
      assert.ok(dump.placesOf('Player 1').length > 0, 'what is public is found');
      for (const secret of secrets) assert.deepEqual(dump.placesOf(secret), [], secret);
      for (const word of secretGame.words) assert.deepEqual(dump.placesOf(word), [], word);
    });

  it('is in the records once the match is over: it replays for ever', async () => {
    const { setup, seed } = await played(storeOf(former), former);
    assert.deepEqual((await Dump.of(redis, database)).placesOf(seed), []);
    const result = {
      ...{ id: setup.id, game: 'relay', outcome: 'finished' as const, finishedAt: 1, gameMs: 1 },
      ...{ standings: [], left: [], ledger: [], journal: [], records: [], finalState: {}, stateHash: '' },
    };
    await recordsOf(rotated).finished(result, rated);
    assert.deepEqual((await recordsOf(forgetful).replay(setup.id))?.setup, setup);
  });

  it('is in the records also when the key of its start is gone, from who played it to its end', async () => {
    const { setup, seed } = await played(storeOf(former), former);
    const match = Match.start(relay, relayMaker.plain, setup);
    const result = resultOf(match as unknown as Match, null, 1);
    assert.equal(result.seed, seed);
    await recordsOf(forgetful).finished({ ...result, standings: [] }, rated);
    assert.deepEqual((await recordsOf(forgetful).replay(setup.id))?.setup, setup);
  });

  it('is opened under a former key, and sealed anew under the one of today', async () => {
    const { own, journal } = await played(storeOf(former), former);
    const taken = await storeOf(rotated).takeOver(own, 'b');
    assert.deepEqual(taken?.journal, journal);
    const again = await storeOf(forgetful).takeOver(taken.own, 'c');
    assert.deepEqual(again?.table, taken.table);
    assert.deepEqual(again.journal, journal);
    await server.flush();
    const fromPostgres = await storeOf(forgetful).takeOver(again.own, 'd');
    assert.deepEqual(fromPostgres?.journal, journal);
    await storeOf(forgetful).close(fromPostgres.own);
  });

  it('stays closed without its key, and whoever tried has the match and can name the key', async () => {
    const store = storeOf(forgetful);
    const { match } = await storeOf(former).open(newId(), 'a', storedTable());
    const own = { match, epoch: 1 };
    await storeOf(former).append(own, entries(1, 2), 1);
    assert.deepEqual(store.unknownKeys, []);
    await assert.rejects(store.takeOver(own, 'b'), UnknownKey);
    assert.match(String(store.unknownKeys), /^[0-9a-f]{8}$/);
    const found = await store.find(match);
    assert.equal(found?.owner, 'b');
    assert.equal((await storeOf(rotated).takeOver(found, 'c'))?.journal.length, 2, 'others can go on');
    const now = await store.find(match);
    assert.ok(now);
    await store.close(now);
  });

  it('is taken from no other match, and from no other place', async () => {
    const store = storeOf(former);
    const [own, other] = [
      await store.open(newId(), 'a', storedTable()),
      await store.open(newId(), 'a', storedTable()),
    ];
    await store.append(own, entries(1, 2), 0);
    await store.append(other, entries(1, 2), 0);
    const key = (match: string) => `parlor:match:${match}:entries`;
    const [first, second] = await redis.lrangeBuffer(key(other.match), 0, -1);
    assert.ok(first && second);
    await redis.lset(key(own.match), 0, first);
    await assert.rejects(store.takeOver(own, 'b'), /the entry cannot be opened/);
    await redis.lset(key(other.match), 0, second);
    await assert.rejects(store.takeOver(other, 'b'), /entry 2 is stored as 1/);
  });

  it('takes nothing in clear of who can write to a store', async () => {
    const store = storeOf(former);
    const [own, other] = [
      await store.open(newId(), 'a', storedTable({ format: FORMAT })),
      await store.open(newId(), 'a', storedTable({ format: FORMAT })),
    ];
    await store.append(own, entries(1, 1), 0);
    await redis.rpush(`parlor:match:${own.match}:entries`, JSON.stringify(entries(2, 2)[0]));
    await assert.rejects(store.takeOver(own, 'b'), /a journal entry is not sealed/);
    const table = JSON.stringify(storedTable({ format: FORMAT }));
    await redis.set(`parlor:match:${other.match}:snapshot`, table);
    await assert.rejects(store.takeOver(other, 'b'), /the checkpoint is not sealed/);
  });
});
