import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import { createAuth } from '../auth/auth.ts';
import { CachedAccounts } from '../auth/cachedAccounts.ts';
import { abandonUnopenable } from '../cluster/abandonUnopenable.ts';
import { abandonUnrestorable } from '../cluster/abandonUnrestorable.ts';
import { callPlayer } from '../cluster/callPlayer.ts';
import { liveMatches } from '../cluster/liveMatches.ts';
import { openRooms } from '../cluster/openRooms.ts';
import { openTable, unbind, wasOpened } from '../cluster/openTable.ts';
import { createPlacement } from '../cluster/placement.ts';
import { Resuming } from '../cluster/Resuming.ts';
import { Recovery } from '../cluster/recovery.ts';
import { socketPlaces } from '../cluster/upgrade.ts';
import type { Config } from '../config.ts';
import { createLog } from '../createLog.ts';
import type { Game, TableState } from '../games/game.ts';
import { MAX_CONNECTIONS } from '../http/Connections.ts';
import { clientAddress } from '../http/clientAddress.ts';
import { ForwardedAddress } from '../http/forwardedAddress.ts';
import { scaledRates } from '../http/limits.ts';
import type { HttpServices } from '../http/services.ts';
import { every, type Repeated } from '../lib/every.ts';
import { Problem } from '../lib/problem.ts';
import { Random } from '../lib/random.ts';
import { Sealer } from '../lib/sealer.ts';
import { stateHash } from '../match/stateHash.ts';
import { createMatchmaking, type TableOrder } from '../matchmaking/createMatchmaking.ts';
import { policyOf } from '../matchmaking/matcher/policies.ts';
import { newPartyCode } from '../matchmaking/partyCode.ts';
import { PartyService } from '../matchmaking/partyService.ts';
import { newRating, rated } from '../matchmaking/rating.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { openDatabase } from '../persistence/dataSource.ts';
import { startEmbeddedPostgres } from '../persistence/embedded/embeddedPostgres.ts';
import { startUpkeep } from '../persistence/embedded/upkeep.ts';
import { keptSecret } from '../persistence/keptSecret.ts';
import { eraseNames } from '../persistence/postgres/erasePlayer.ts';
import { PostgresAccounts } from '../persistence/postgres/postgresAccounts.ts';
import { PostgresFeedback } from '../persistence/postgres/postgresFeedback.ts';
import { PostgresMatchRecords } from '../persistence/postgres/postgresMatchRecords.ts';
import { PostgresMutes } from '../persistence/postgres/postgresMutes.ts';
import { PostgresParties } from '../persistence/postgres/postgresParties.ts';
import { PostgresPreferences } from '../persistence/postgres/postgresPreferences.ts';
import { PostgresQueueHistory } from '../persistence/postgres/postgresQueueHistory.ts';
import { newBot } from '../players/bots.ts';
import { Budgets, scaledAllowances } from '../players/budgets.ts';
import { Mutes } from '../players/mutes.ts';
import { PlayerNames } from '../players/playerNames.ts';
import { SharedSpending } from '../players/sharedSpending.ts';
import { SIGNED_OUT } from '../players/updates.ts';
import type { GameRoomNeeds } from '../rooms/GameRoom.ts';
import type { LobbyNeeds } from '../rooms/LobbyRoom.ts';
import { defaultLifecycle } from '../table/lifecycle.ts';
import { sharedInMemory, sharedInRedis } from './shared.ts';

export type Deps = Awaited<ReturnType<typeof buildDeps>>;

/** How often the matcher looks at the queue. */
const PASS_EVERY_MS = 1000;
/** Under this name the process that makes matches is told that somebody came. */
const MATCHMAKER = 'matchmaker';
/** Under this one all processes are told that an account changed. */
const ACCOUNTS = 'accounts';

/** How often processes tell each other what players and addresses spent. */
const TELL_SPENDING_EVERY_MS = 250;
/** How often matches without an owner are looked for. */
const SWEEP_EVERY_MS = 2000;
/** How often listings of rooms are compared with the rooms, and dead processes' are taken down. */
const RECONCILE_EVERY_MS = 5000;
/** How often records of matches are looked at for names of players who are gone. */
const ERASE_EVERY_MS = 60_000;
/** Connections to a Postgres of its own, per process. */
const POOL_SIZE = 10;

/** 256 bits: what a match keeps secret is derived from it. */
const newSeed = () => randomBytes(32).toString('hex');

/** Builds everything real from the configuration, top to bottom; `stop` takes it down in the reverse order. */
export async function buildDeps(
  config: Config,
  games: ReadonlyMap<string, Pick<Game, 'name' | 'title' | 'rules' | 'seats' | 'queue' | 'routes'>>,
) {
  const log = createLog(config);
  const metrics = createMetrics();
  const onFailure = (error: Error) => {
    log.fatal({ err: error }, 'the embedded Postgres died');
    process.exit(1); // nothing can be stored: better gone, and started again, than lying
  };
  const now = Date.now;
  const random = Random.seeded(randomUUID()); // for bots' names and the like

  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres(config.dataDir, { onFailure });
  const poolSize = embedded ? 1 : POOL_SIZE;
  const database = await openDatabase(config.databaseUrl ?? embedded?.url ?? '', { poolSize, log });
  const stopUpkeep = embedded ? startUpkeep(database, log) : null;
  const accounts: CachedAccounts = new CachedAccounts(new PostgresAccounts(database), now, {
    changed: (id) => quietly(tell(ACCOUNTS, 'changed', id), 'other processes were not told of an account'),
    // The records are cleared by the chore as well: this is only sooner.
    removed: (id) =>
      quietly(
        Promise.all([tell(id, SIGNED_OUT, null), eraseNames(database, hashOf)]),
        'a player left traces',
      ),
    // The party and the table of the player show names that they do not look up each time.
    renamed: (id) =>
      quietly(Promise.all([parties.renamed(id), live.renamed(id)]), 'a new name is not shown yet'),
  });
  const hashOf = (state: unknown) => stateHash(state as TableState);
  const names = new PlayerNames({ byId: (id) => accounts.byId(id), recent: (id) => accounts.recent(id) });
  const quietly = async (told: Promise<unknown>, failure: string): Promise<void> => {
    await told.catch((error: unknown) => log.warn({ err: error }, failure));
  };
  const jwtSecret = config.jwtSecret ?? (await keptSecret(config.dataDir));
  const sealer = new Sealer({
    current: config.sealingSecret ?? jwtSecret,
    old: config.oldSealingSecrets,
  });
  const records = new PostgresMatchRecords(database, { newRating, hashOf, now, sealer });
  const preferences = new PostgresPreferences(database);
  const history = new PostgresQueueHistory(database);
  const feedback = new PostgresFeedback(database);

  const ownId = () => matchMaker.processId;
  const ofAll = { database, embedded: embedded !== null, ownId, sealer, now, log };
  const { redisUrl: url, redisPrefix: prefix } = config;
  const address = `${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
  const shared = url
    ? sharedInRedis(url, { ...ofAll, prefix, address, region: config.region })
    : sharedInMemory(ofAll);
  const { store, directory, queue, presence, updates, liveness } = shared;
  metrics.stores.watch(() => shared.backup().behind);
  const resuming = new Resuming();

  const forwarded = new ForwardedAddress(jwtSecret);
  const spending = url ? new SharedSpending({ updates, own: ownId }) : null;
  const budgets = new Budgets({
    ...scaledAllowances(config.rateLimitFactor),
    now: () => performance.now(),
    refused: (limit) => metrics.limits.refused(limit),
    ...(spending && { spent: spending.spent }),
  });
  const addressOf: LobbyNeeds['addressOf'] = (upgrade) => {
    const headers = Object.fromEntries(upgrade.headers);
    const request = { headers, socket: upgrade.socket } as IncomingMessage;
    return forwarded.read(headers) ?? clientAddress(request, config.trustProxy);
  };
  const recent = (id: string) => accounts.recent(id);
  const auth = createAuth({
    accounts,
    recent,
    matchOf: (player) => directory.of(player),
    jwtSecret,
    now,
    newId: randomUUID,
    random,
    renaming: (player) => parties.renaming(player),
  });
  const tell = (player: string, type: string, payload: unknown) => updates.publish(player, { type, payload });
  const bot = (taken: readonly { name: string }[]) => newBot(taken, random, randomUUID);
  const mutes = new Mutes({
    store: new PostgresMutes(database, now),
    blocksOf: (players) => preferences.blocksOf(players),
    updates,
  });
  const giveBack = (match: string, players: string[]) => matchmaking.release(match, players);
  const recovery = new Recovery({
    store,
    liveness,
    directory,
    resuming,
    process: ownId,
    evict: shared.evict ?? (async (match) => void (await matchMaker.driver.remove(match))),
    isOver: (match) => records.replay(match).then((replay) => replay !== null),
    abandon: (taken) =>
      abandonUnrestorable(taken, { store, directory, records, rate: rated, giveBack, now, log }),
    plays: (name, rules) => {
      const game = games.get(name);
      return game !== undefined && rules <= (game.rules ?? 1);
    },
    abandonUnopenable: (own, error) =>
      abandonUnopenable(own, error, { store, directory, records, rate: rated, now, log }),
    others: url !== undefined,
    random,
    now,
    log,
  });
  const live = liveMatches({
    directory,
    recovery,
    isHeard: shared.isHeard,
    pause: async (ms) => void (await pause(ms)),
    async identity(player) {
      const account = await accounts.byId(player);
      return account && { id: account.id, tokenVersion: account.tokenVersion };
    },
  });
  const exists = async (match: string) => (await store.find(match)) !== null;
  const matchOf = (player: string) => directory.of(player);
  const open = (order: TableOrder) => openTable(order, { directory, live, exists, newBot: bot, newSeed });
  const matchmaking = createMatchmaking({
    queue,
    history,
    policies: new Map([...games.values()].map((game) => [game.name, policyOf(game)])),
    ratings: (game, players) => records.ratingsIn(game, players),
    blocks: (players) => preferences.blocksOf(players),
    recentOpponents: (players, since) => records.recentOpponents(players, since),
    openRooms: async (name) => {
      const game = games.get(name);
      if (!game) return [];
      return openRooms(game, {
        live,
        records,
        blocksOf: (players) => preferences.blocksOf(players),
        proposalOf: (match) => queue.proposal(match),
        botsAllowed: async (tickets) =>
          (await Promise.all(tickets.map((id) => queue.find(id)))).every((ticket) => ticket?.bots),
      });
    },
    namesOf: names.of,
    together: (player) => parties.membersToQueue(player),
    preferencesOf: (player) => preferences.get(player),
    matchOf,
    goneFor: (player) => presence.goneFor(player),
    openTable: open,
    wasOpened: (table) => wasOpened(table, { exists, directory, records }),
    unbind: (table) => unbind(table, directory),
    tell,
    nudge: () => void tell(MATCHMAKER, 'queued', null).catch(() => {}), // a pass comes by itself, too
    leads: () => shared.matchmaker.token() !== 0,
    now,
    newId: randomUUID,
    log,
    waited: (game, seconds) => metrics.queue.waited(game, seconds),
  });
  const parties: PartyService = new PartyService({
    store: new PostgresParties(database),
    namesOf: names.of,
    mutes,
    games: [...games.values()],
    async unqueue(player, by) {
      const ticket = await matchmaking.service.ofPlayer(player);
      // One that is being agreed on would be declined: who does not want it says so.
      if (ticket?.state === 'waiting') await matchmaking.service.cancel(ticket.ticket_id, player, by);
    },
    async openPrivate({ game, players, bots }) {
      const match = randomUUID();
      for (const { id } of players) {
        const other = await matchOf(id);
        if (other)
          throw new Problem(409, 'already_in_match', 'Somebody of you is in a match.', { match_id: other });
        if ((await queue.openOf(id))?.state === 'proposed')
          throw new Problem(409, 'ready_check_open', 'Somebody of you is asked about a table just now.');
      }
      const friends = players.map((player) => ({ ...player, party: match }));
      const about = { why: 'A table of friends.', quality: 1, botsAllowed: bots > 0, region: null };
      await open({ match, game, room: null, players: friends, bots, ...about });
      return match;
    },
    tell,
    now,
    newId: randomUUID,
    newCode: newPartyCode,
    counterOf: shared.counterOf,
  });

  const gameRooms: GameRoomNeeds = {
    authenticate: auth.authenticate,
    ownerOfToken: auth.ownerOfToken,
    budgets,
    addressOf,
    log,
    metrics,
    records,
    rate: rated,
    directory,
    store,
    resuming,
    mayPlay: auth.mayPlay,
    authenticateSeated: auth.authenticateSeated,
    names,
    mutes,
    process: ownId,
    counterOf: shared.counterOf,
    lifecycle: defaultLifecycle,
    call: (game, table, player) => callPlayer(game, table, player, { live, tell, now }),
    giveBack,
    newBot: bot,
    now,
    elapsed: () => performance.now(),
    pause: async (ms) => void (await pause(ms)),
  };
  const lobby: LobbyNeeds = {
    authenticate: auth.authenticate,
    ownerOfToken: auth.ownerOfToken,
    budgets,
    addressOf,
    log,
    metrics,
    matchmaking: matchmaking.service,
    parties,
    presence,
    updates,
    chat: shared.chat,
    names,
    mutes,
    counterOf: shared.counterOf,
    mayPlay: auth.mayPlay,
    matches: () => live.list(),
    now,
  };
  const http: Omit<HttpServices, 'matchmake'> = {
    authenticate: auth.authenticate,
    authenticateSeated: auth.authenticateSeated,
    accounts,
    leaveAll,
    records,
    live,
    matchmaking: matchmaking.service,
    passes: matchmaking.passes,
    parties,
    preferences,
    feedback,
    mutes,
    presence,
    games,
    async health() {
      const ok = await database.query('SELECT 1').then(
        () => ({ ok: true }),
        () => ({ ok: false, message: 'the database does not answer' }),
      );
      return { database: ok, ...(await shared.health()) };
    },
    metrics,
    now,
    pause: async (ms) => void (await pause(ms)),
    region: config.region,
    operatorPassword: config.operatorPassword,
    allowedOrigins: config.allowedOrigins,
    publicAddress: config.publicAddress,
    trustProxy: config.trustProxy,
    rateLimits: scaledRates(config.rateLimitFactor),
    connectionsOfAddress: Math.max(1, Math.round(MAX_CONNECTIONS * config.rateLimitFactor)),
    counterOf: shared.counterOf,
    budgets,
    forwarded,
    logger: log,
  };

  /** A match that ends just now, or whose seat went meanwhile, is left all the same. */
  const unlessGone = (error: unknown) => {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
  };
  async function leaveAll(player: string): Promise<void> {
    await parties.leave(player);
    const ticket = await matchmaking.service.ofPlayer(player);
    if (ticket) await matchmaking.service.cancel(ticket.ticket_id, player).catch(unlessGone);
    const match = await matchOf(player);
    if (match) await live.leave(match, player).catch(unlessGone);
  }

  const chores: Repeated[] = [];
  const work: Repeated[] = [];
  const again = (ms: number, what: () => Promise<void>, failure: string) =>
    work.push(every(ms, what, log, failure));

  return {
    log,
    metrics,
    authRoutes: auth.routes,
    recovery,
    socketPlace: socketPlaces(recovery, liveness),
    /** What another process is told of a socket that is handed to it. */
    forwardedNotes: (request: IncomingMessage) =>
      forwarded.headers(clientAddress(request, config.trustProxy)),
    framework: {
      ...shared.framework,
      selectProcessIdToCreateRoom: createPlacement({
        loads: () => matchMaker.stats.fetchAll(),
        alive: (process) => liveness.alive(process),
        region: (process) => liveness.region(process),
        ownId,
        now,
      }),
    },
    gameRooms,
    lobby,
    http,
    /** Begins what goes on as long as the process does. The framework knows who we are by then. */
    async start(): Promise<void> {
      await liveness.beat().catch((error: unknown) => log.warn({ err: error }, 'the first sign of life'));
      for (const { everyMs, run, failure } of shared.chores) chores.push(every(everyMs, run, log, failure));
      if (spending) {
        await spending.listen(budgets);
        const failure = 'others cannot be told what players spend';
        chores.push(every(TELL_SPENDING_EVERY_MS, () => spending.tell(), log, failure));
      }
      again(SWEEP_EVERY_MS, () => recovery.sweep(), 'matches without an owner could not be swept');
      again(
        PASS_EVERY_MS,
        async () => {
          if (await shared.matchmaker.hold()) await matchmaking.passes.pass();
        },
        'a matchmaking pass failed',
      );
      await updates.subscribe(ACCOUNTS, ({ payload }) => accounts.forget(String(payload)));
      // At once when somebody comes: a perfect table may be there.
      await updates.subscribe(MATCHMAKER, () => {
        if (shared.matchmaker.token() !== 0) matchmaking.passes.pass().catch(() => {}); // the next one says it
      });
      again(
        ERASE_EVERY_MS,
        async () => {
          if (shared.matchmaker.token() !== 0) await eraseNames(database, hashOf);
        },
        'names of players who are gone could not be erased',
      );
      again(
        RECONCILE_EVERY_MS,
        async () => {
          await matchMaker.restoreMissingRoomCaches();
          await matchMaker.healthCheckAllProcesses();
        },
        'the listings of rooms could not be compared',
      );
    },
    /** No new tables from here on, and nobody else's matches. */
    async drain(): Promise<void> {
      recovery.stop();
      await Promise.all(work.map((one) => one.stop()));
      await shared.matchmaker.release().catch(() => {}); // it runs out by itself
    },
    async stop(): Promise<void> {
      await Promise.all(chores.map((one) => one.stop()));
      await liveness.leave().catch(() => {});
      await shared.stop();
      await stopUpkeep?.();
      await database.destroy();
      await embedded?.stop();
    },
  };
}
