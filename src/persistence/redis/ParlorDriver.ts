import { randomUUID } from 'node:crypto';
import { RedisDriver } from '@colyseus/redis-driver';
import { Query } from '@colyseus/redis-driver/Query';
import type { Redis } from 'ioredis';
import { Batches } from '../../lib/Batches.ts';
import { lookups } from '../../lib/lookups.ts';
import { closeRedis } from './connectRedis.ts';
import { defineScript, type Script } from './defineScript.ts';
import { driverScripts } from './driverScripts.ts';

/** A room's listing, as the framework has it. */
type Listing = Parameters<RedisDriver['persist']>[0];
type Conditions = Parameters<RedisDriver['query']>[0];
type SortOptions = Parameters<RedisDriver['query']>[1];
type Operations = Parameters<RedisDriver['update']>[1];

interface ParlorDriverOptions {
  prefix: string;
  /** This process. Known only once the framework is up. */
  ownId(): string;
  /** Listings of a process that is alive are nobody else's to remove. */
  alive(process: string): Promise<boolean>;
}

/**
 * The framework's listings of rooms in Redis, `roomcaches`. Unlike the stock driver's
 * - a room is listed once: who comes second is told so;
 * - a listing belongs to the process in it, and another's writes are refused, so a process that was paused cannot
 *   overwrite or remove what goes on elsewhere;
 * - rooms are found by id, name or process through indices, without reading all of them;
 * - nothing is remembered here, so a failure is not either; but those who ask at the same time are answered from one
 *   look, and of changes to a room that wait only the last is written: many join at once.
 */
export class ParlorDriver extends RedisDriver {
  readonly #redis: Redis;
  readonly #options: ParlorDriverOptions;
  /** The hash of all listings; names of the indices begin with it. */
  readonly #rows: string;
  readonly #write: Script<0 | 1>;
  readonly #remove: Script<string | null>;
  readonly #list: Script<string[]>;
  readonly #clear: Script<null>;
  readonly #byName = lookups((names) => this.#named(names));
  readonly #updates = new Batches<Listing, boolean>({
    atOnce: 1,
    bytes: () => 0,
    restMs: 5,
    run: (rooms) => this.#updateAll(rooms),
  });

  /** @param redis a connection that waits however long Redis is away: the framework does not expect failures */
  constructor(redis: Redis, options: ParlorDriverOptions) {
    super(redis);
    this.#redis = redis;
    this.#options = options;
    this.#rows = `${options.prefix}roomcaches`;
    this.#write = defineScript(redis, 'driverWrite', driverScripts.write);
    this.#remove = defineScript(redis, 'driverRemove', driverScripts.remove);
    this.#list = defineScript(redis, 'driverList', driverScripts.list);
    this.#clear = defineScript(redis, 'driverClear', driverScripts.clear);
  }

  override async has(roomId: string): Promise<boolean> {
    return (await this.#redis.hexists(this.#rows, roomId)) === 1;
  }

  /** Rooms of processes that are dead are not found: whoever joined one would wait for it. */
  override async query(conditions: Conditions, sortOptions?: SortOptions): Promise<Listing[]> {
    const candidates = this.#candidates(conditions);
    const asked = conditions.name === undefined ? candidates : candidates.then((all) => this.#living(all));
    const found = new Query<Listing>(asked, conditions);
    return (sortOptions ? found.sort(sortOptions) : found).all();
  }

  override async findOne(conditions: Conditions, sortOptions?: SortOptions): Promise<Listing> {
    const [first] = await this.query(conditions, sortOptions);
    return first as Listing; // undefined when there is none: the framework's type does not say so
  }

  override async findByIds(roomIds: string[]): Promise<Map<string, Listing>> {
    if (roomIds.length === 0) return new Map();
    const rows = await this.#redis.hmget(this.#rows, ...roomIds);
    const listings = rows.flatMap((row) => (row === null ? [] : [asListing(row)]));
    return new Map(listings.map((listing) => [listing.roomId, listing]));
  }

  /** Lists a new room. False when one with this id is listed, whoever has it. */
  async insert(room: Listing): Promise<boolean> {
    return this.#put('insert', room);
  }

  /** False when the room is not listed, or is another process's. */
  override async update(room: Listing, { $set = {}, $inc = {} }: Operations): Promise<boolean> {
    Object.assign(room, $set);
    const counts = room as unknown as Record<string, number>;
    for (const [field, by] of Object.entries($inc)) counts[field] = (counts[field] ?? 0) + Number(by);
    return this.#updates.add(room);
  }

  /** @param create list it when it is not: that is how a live room's listing comes back */
  override async persist(room: Listing, create = false): Promise<boolean> {
    return create ? this.#put('create', room) : this.#updates.add(room);
  }

  /** Removes a listing of this process, or of one that is dead. */
  override async remove(roomId: string): Promise<boolean> {
    const { ownId, alive } = this.#options;
    const owner = await this.#remove([this.#rows], [roomId, ownId()]);
    if (owner === null) return false;
    if (owner === ownId()) return true;
    if (await alive(owner).catch(() => true)) return false;
    return (await this.#remove([this.#rows], [roomId, owner])) === owner;
  }

  /** Removes a listing, whosever it is: only for who took the match over. */
  async evict(roomId: string): Promise<void> {
    await this.#remove([this.#rows], [roomId]);
  }

  /** Removes a process's listings, unless it is alive: one missed ping does not hide its rooms. */
  override async cleanup(processId: string): Promise<void> {
    if (await this.#options.alive(processId).catch(() => true)) return;
    for (const { roomId } of await this.query({ processId })) {
      await this.#remove([this.#rows], [roomId, processId]);
    }
  }

  override async shutdown(): Promise<void> {
    await closeRedis(this.#redis);
  }

  override async clear(): Promise<void> {
    await this.#clear([this.#rows]);
  }

  /** Listings among which those that are asked for are. */
  async #candidates({ roomId, name, processId }: Conditions): Promise<Listing[]> {
    if (roomId !== undefined) return [...(await this.findByIds([roomId])).values()];
    const rows = this.#rows;
    if (name !== undefined) return ((await this.#byName(name)) ?? []).map(asListing);
    if (processId !== undefined) {
      return (await this.#list([rows, `${rows}:process:${processId}`])).map(asListing);
    }
    return (await this.#redis.hvals(rows)).map(asListing);
  }

  async #named(names: readonly string[]): Promise<Map<string, string[]>> {
    const rows = this.#rows;
    const list = async (name: string): Promise<[string, string[]]> => [
      name,
      await this.#list([rows, `${rows}:name:${name}`]),
    ];
    return new Map(await Promise.all(names.map(list)));
  }

  /** A listing is written as it is by then: of several changes of a room the last has all of them. */
  async #updateAll(rooms: readonly Listing[]): Promise<boolean[]> {
    const latest = new Map(rooms.map((room) => [room.roomId, room]));
    const written = new Map<string, boolean>();
    const write = async (room: Listing) => written.set(room.roomId, await this.#put('update', room));
    await Promise.all([...latest.values()].map(write));
    return rooms.map(({ roomId }) => written.get(roomId) ?? false);
  }

  async #living(listings: Listing[]): Promise<Listing[]> {
    const { ownId, alive } = this.#options;
    const processes = [...new Set(listings.map(({ processId }) => processId))];
    const lives = await Promise.all(
      processes.map(async (id) => id === ownId() || (await alive(id).catch(() => true))),
    );
    return listings.filter(({ processId }) => lives[processes.indexOf(processId)]);
  }

  async #put(mode: 'insert' | 'update' | 'create', room: Listing): Promise<boolean> {
    if (!room.roomId) return false;
    const { roomId, name, processId } = room;
    // Sent again by a connection that broke, it is known by this.
    const row = mode === 'insert' ? { ...room, call: randomUUID() } : room;
    return (await this.#write([this.#rows], [mode, roomId, name, processId, JSON.stringify(row)])) === 1;
  }
}

/** JSON has no infinity: a room without a limit comes back with null. */
function asListing(row: string): Listing {
  const { call: _, ...listing } = JSON.parse(row);
  return {
    ...listing,
    maxClients: listing.maxClients ?? Number.POSITIVE_INFINITY,
    createdAt: new Date(listing.createdAt),
  };
}
