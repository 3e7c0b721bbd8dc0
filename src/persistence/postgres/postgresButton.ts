import type { DataSource } from 'typeorm';
import type { Beginning, ButtonStore, RecordRows, TakenPush } from '../../button/push.ts';
import type { Pusher } from '../../button/shownPlayer.ts';
import { isUuid } from '../uuid.ts';
import * as sql from './buttonStatements.ts';
import { runPrepared } from './prepared.ts';
import { inTransaction } from './transaction.ts';

/** A push as the driver gives it. */
interface Row {
  epoch: string;
  version: string;
  player: string;
  request_id: string;
  at: Date;
  seen: string;
  ends: Date;
  count: number;
  started_at: Date;
  left_ms: number | null;
}

/** Requests that a new epoch is told; of those before them only the database knows. */
const MAX_RECENT = 100_000;
/** So many times a sweep forgets as many pushes as go in one statement; what is left then waits for the next. */
const MAX_FORGETS = 50;

/** Pushes in Postgres, real or embedded. */
export class PostgresButton implements ButtonStore {
  readonly #database: DataSource;
  readonly #embedded: boolean;

  /** @param embedded it is the embedded one, whose connections are one session */
  constructor(database: DataSource, { embedded }: { embedded: boolean }) {
    this.#database = database;
    this.#embedded = embedded;
  }

  async store(pushes: readonly TakenPush[]): Promise<(TakenPush | null)[]> {
    if (pushes.length === 0) return [];
    const fresh = new Set(
      (
        await runPrepared<Pick<Row, 'epoch' | 'version'>>(
          this.#database,
          { name: 'button_store', text: sql.STORE },
          { values: [JSON.stringify(pushes.map(rowOf))], shared: this.#embedded },
        )
      ).map(keyOf),
    );
    const others = pushes.filter((push) => !fresh.has(keyOf(push)));
    if (others.length === 0) return [...pushes];
    const known = await this.#byRequest(others);
    return pushes.map((push) => (fresh.has(keyOf(push)) ? push : (known.get(requestOf(push)) ?? null)));
  }

  async missing(pushes: readonly TakenPush[]): Promise<TakenPush[]> {
    if (pushes.length === 0) return [];
    const rows: Pick<Row, 'epoch' | 'version'>[] = await this.#database.query(sql.THERE, [
      pushes.map(({ epoch }) => epoch),
      pushes.map(({ version }) => version),
    ]);
    const there = new Set(rows.map(keyOf));
    return pushes.filter((push) => !there.has(keyOf(push)));
  }

  async begin(after: number, since: number): Promise<Beginning> {
    return inTransaction(this.#database, async (manager) => {
      const [head] = await manager.query(sql.NEXT_EPOCH, [after]);
      const [newest]: Row[] = await manager.query(sql.NEWEST);
      const recent: Row[] = await manager.query(sql.RECENT, [new Date(since), MAX_RECENT]);
      return {
        epoch: Number(head.epoch),
        newest: newest ? asPush(newest) : null,
        recent: recent.map(asPush),
      };
    });
  }

  async records(player: string | null): Promise<RecordRows> {
    const closest: (Pick<Row, 'player' | 'at'> & Pusher & { left_ms: number })[] = await this.#database.query(
      sql.CLOSEST,
    );
    const longest: Pick<Row, 'started_at' | 'ends' | 'count'>[] = await this.#database.query(sql.LONGEST);
    const [own] =
      player !== null && isUuid(player) ? await this.#database.query(sql.OF_PLAYER, [player]) : [];
    return {
      closest: closest.map(({ left_ms: leftMs, at, ...pusher }) => ({ ...pusher, leftMs, at: at.getTime() })),
      longest: longest.map(({ started_at: startedAt, ends, count }) => ({
        startedAt: startedAt.getTime(),
        ends: ends.getTime(),
        count,
      })),
      me: own
        ? {
            pushes: Number(own.pushes),
            leftMs: own.left_ms,
            at: own.left_ms === null ? null : own.at.getTime(),
          }
        : null,
    };
  }

  async sweep(before: number): Promise<void> {
    for (let times = 0; times < MAX_FORGETS; times++) {
      const [, gone]: [unknown[], number] = await this.#database.query(sql.FORGET, [new Date(before)]);
      if (gone < sql.FORGET_AT_ONCE) break;
    }
    for (const statement of [sql.FORGET_CLOSEST, sql.FORGET_ROUNDS, sql.FORGET_PLAYERS])
      await this.#database.query(statement);
  }

  /** What is stored under these requests, by player and request. */
  async #byRequest(pushes: readonly TakenPush[]): Promise<Map<string, TakenPush>> {
    const rows: Row[] = await this.#database.query(sql.BY_REQUEST, [
      pushes.map(({ player }) => player),
      pushes.map(({ request }) => request),
    ]);
    return new Map(rows.map(asPush).map((push) => [requestOf(push), push]));
  }
}

function keyOf({ epoch, version }: { epoch: number | string; version: number | string }): string {
  return `${epoch} ${version}`;
}

function requestOf({ player, request }: Pick<TakenPush, 'player' | 'request'>): string {
  return `${player} ${request}`;
}

function rowOf({ request, startedAt, leftMs, at, ends, ...row }: TakenPush): object {
  return {
    ...row,
    request_id: request,
    at: new Date(at).toISOString(),
    ends: new Date(ends).toISOString(),
    started_at: new Date(startedAt).toISOString(),
    left_ms: leftMs,
  };
}

function asPush(row: Row): TakenPush {
  return {
    epoch: Number(row.epoch),
    version: Number(row.version),
    at: row.at.getTime(),
    player: row.player,
    request: row.request_id,
    seen: Number(row.seen),
    ends: row.ends.getTime(),
    count: row.count,
    startedAt: row.started_at.getTime(),
    leftMs: row.left_ms,
  };
}
