import type { Redis } from 'ioredis';
import type { Beginning, ButtonOrder, Head, Ordered, Push, TakenPush } from '../../button/push.ts';
import { headAfter, KNOWN_MS } from '../buttonRules.ts';
import { BEGIN, DISOWN, FORGET, PUSH, TAIL } from './buttonScripts.ts';
import { defineScript, type Script } from './defineScript.ts';

interface RedisButtonOptions {
  prefix: string;
  countdownMs: number;
}

type Fields = [
  epoch: string,
  version: string,
  at: string,
  by: string,
  ends: string,
  count: string,
  started: string,
];
type Entry = [id: string, fields: string[]];

/** Requests that are put back in one go. */
const REQUESTS_AT_ONCE = 1000;

/**
 * The order of pushes over all processes: the hash `button`, the stream `button:log` of the latest pushes, and
 * `button:request:{player}:{request}` with what became of each.
 */
export class RedisButton implements ButtonOrder {
  readonly #redis: Redis;
  readonly #countdownMs: number;
  readonly #key: string;
  readonly #log: string;
  readonly #settled: string;
  readonly #channel: string;
  readonly #push: Script<[] | [head: Fields, became: string, again: number]>;
  readonly #begin: Script<number>;
  readonly #tail: Script<Entry[]>;
  readonly #disown: Script<null>;
  readonly #forget: Script<null>;

  constructor(redis: Redis, { prefix, countdownMs }: RedisButtonOptions) {
    this.#redis = redis;
    this.#countdownMs = countdownMs;
    this.#key = `${prefix}button`;
    this.#log = `${this.#key}:log`;
    this.#settled = `${this.#key}:settled`;
    this.#channel = `${prefix}system:button`;
    this.#push = defineScript(redis, 'buttonPush', PUSH);
    this.#begin = defineScript(redis, 'buttonBegin', BEGIN);
    this.#tail = defineScript(redis, 'buttonTail', TAIL);
    this.#disown = defineScript(redis, 'buttonDisown', DISOWN);
    this.#forget = defineScript(redis, 'buttonForget', FORGET);
  }

  async knownSince(): Promise<number> {
    const [seconds, micros] = await this.#redis.time();
    return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000) - KNOWN_MS;
  }

  async head(): Promise<Head | null> {
    const fields = await this.#redis.hmget(
      this.#key,
      ...['epoch', 'version', 'at', 'by', 'ends', 'count', 'started'],
    );
    return fields[0] == null ? null : asHead(fields as Fields);
  }

  async push(push: Push): Promise<Ordered | null> {
    const { player, request, seen, madeAt } = push;
    const [fields, became, again] = await this.#push(
      [this.#key, this.#log, this.#requestKey(push)],
      [player, request, seen, madeAt ?? '', this.#countdownMs, this.#channel],
    );
    if (fields === undefined || became === undefined) return null;
    return { ...asBecome(became, push), head: asHead(fields), again: again === 1 };
  }

  async begin({ epoch, newest, recent }: Beginning): Promise<void> {
    // Before the button itself: from then on pushes are decided.
    const since = await this.knownSince();
    for (let i = 0; i < recent.length; i += REQUESTS_AT_ONCE) {
      const some = this.#redis.pipeline();
      for (const push of recent.slice(i, i + REQUESTS_AT_ONCE)) {
        const left = push.at - since;
        if (left > 0) some.set(this.#requestKey(push), asText(push), 'PX', left);
      }
      for (const [error] of (await some.exec()) ?? []) if (error) throw error;
    }
    const head = headAfter(epoch, newest);
    await this.#begin(
      [this.#key],
      [epoch, head.version, head.at, head.by ?? '', head.ends, head.count, head.startedAt, this.#channel],
    );
  }

  async tail(limit: number): Promise<{ pushes: TakenPush[]; upTo: string | null }> {
    const entries = await this.#tail([this.#log, this.#settled], [limit]);
    return { pushes: entries.flatMap(asPush), upTo: entries.at(-1)?.[0] ?? null };
  }

  async settle(upTo: string): Promise<void> {
    await this.#redis.set(this.#settled, upTo);
  }

  async disown(push: Pick<TakenPush, 'player' | 'request' | 'epoch'>): Promise<void> {
    await this.#disown([this.#key, this.#requestKey(push)], [push.epoch]);
  }

  async forget(epoch: number): Promise<void> {
    await this.#forget([this.#key], [epoch]);
  }

  #requestKey({ player, request }: Pick<Push, 'player' | 'request'>): string {
    return `${this.#key}:request:${player}:${request}`;
  }
}

function asHead([epoch, version, at, by, ends, count, started]: Fields): Head {
  return {
    epoch: Number(epoch),
    version: Number(version),
    at: Number(at),
    by: by || null,
    ends: Number(ends),
    count: Number(count),
    startedAt: Number(started),
  };
}

/** What became of a request, as the scripts write it. */
function asText({ epoch, version, at, ends, count, startedAt, leftMs, seen }: TakenPush): string {
  const result = seen === version - 1 ? 'applied' : 'applied_late';
  return [result, epoch, version, at, ends, count, startedAt, leftMs ?? '-', seen].join(' ');
}

type Became =
  | { result: 'applied' | 'applied_late'; taken: TakenPush }
  | { result: 'too_old' | 'over'; version: number };

function asBecome(text: string, { player, request }: Pick<Push, 'player' | 'request'>): Became {
  const [result = '', ...rest] = text.split(' ');
  if (result === 'too_old' || result === 'over') return { result, version: Number(rest[0]) };
  const [epoch, version, at, ends, count, startedAt, left, seen] = rest.map(Number) as [
    ...[number, number, number, number, number, number, number, number],
  ];
  const leftMs = Number.isNaN(left) ? null : left;
  const taken = { epoch, version, at, player, request, seen, ends, count, startedAt, leftMs };
  return { result: result === 'applied' ? 'applied' : 'applied_late', taken };
}

/** What cannot be read is nothing to store. */
function asPush([, fields]: Entry): TakenPush[] {
  const { player, request, became } = Object.fromEntries(
    fields.flatMap((key, i) => (i % 2 === 0 ? [[key, fields[i + 1]]] : [])),
  ) as Record<string, string | undefined>;
  if (player === undefined || request === undefined || became === undefined) return [];
  const one = asBecome(became, { player, request });
  return 'taken' in one ? [one.taken] : [];
}
