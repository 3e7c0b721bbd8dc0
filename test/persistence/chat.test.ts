import assert from 'node:assert/strict';
import type { Command, Redis } from 'ioredis';
import { Problem } from '../../src/lib/problem.ts';
import { closeRedis } from '../../src/persistence/redis/connectRedis.ts';
import { RedisChat } from '../../src/persistence/redis/redisChat.ts';
import type { ChatListener, ChatLog } from '../../src/players/chatLog.ts';
import { LocalChat } from '../../src/players/localChat.ts';
import type { ChatLine } from '../../src/protocol/chat.ts';
import { freshPrefix, quietRedis, sharedRedis, startRedis } from '../support/redis.ts';
import { newId } from './stores.ts';

/** Keeps what it is told, and tells when so much has come. */
class Hearer implements ChatListener {
  readonly lines: ChatLine[] = [];
  readonly #waiters: { so(): boolean; resolve(): void }[] = [];

  said(line: ChatLine): void {
    this.lines.push(line);
    this.#look();
  }

  get texts(): string[] {
    return this.lines.map((line) => line.text);
  }

  once(so: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.push({ so, resolve });
      this.#look();
    });
  }

  hears(lines: number): Promise<void> {
    return this.once(() => this.lines.length >= lines);
  }

  #look(): void {
    for (const { so, resolve } of this.#waiters) if (so()) resolve();
  }
}

/** Two processes that share a chat. */
interface Fixture {
  one: ChatLog;
  two: ChatLog;
  close(): Promise<void>;
}

interface RedisFixture extends Fixture {
  redis: Redis;
  subscribers: Redis[];
  prefix: string;
  warnings: string[];
  /** A process more. */
  another(): ChatLog;
}

function redisFixture(url: string): RedisFixture {
  const prefix = freshPrefix();
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  const connections: Redis[] = [];
  const subscribers: Redis[] = [];
  const another = () => {
    const redis = quietRedis(url, { answerWithinMs: 300 });
    const subscriber = quietRedis(url, { subscriber: true, answerWithinMs: 300 });
    connections.push(redis, subscriber);
    subscribers.push(subscriber);
    return new RedisChat({ redis, subscriber, prefix, log });
  };
  const [one, two] = [another(), another()];
  const close = async () => {
    await Promise.all(connections.map(closeRedis));
  };
  return { one, two, redis: connections[0] as Redis, subscribers, prefix, warnings, another, close };
}

const KINDS: Record<string, () => Promise<Fixture>> = {
  'one process': async () => {
    const chat = new LocalChat();
    return { one: chat, two: chat, close: async () => {} };
  },
  Redis: async () => redisFixture((await sharedRedis()).url),
};

const line = (text: string, from = newId()): Omit<ChatLine, 'id'> => ({
  from,
  name: 'Zoë "Z" Ünal',
  face: 'circle-blue-bare',
  text,
  at: 1_790_000_000_000,
  spectator: false,
});

const problem = (status: number, code: string) => (error: unknown) =>
  error instanceof Problem && error.status === status && error.code === code;

for (const [kind, make] of Object.entries(KINDS)) {
  describe(`chat in ${kind}`, () => {
    let one: ChatLog;
    let two: ChatLog;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ one, two, close } = await make());
    });
    afterEach(() => close());

    it('tells a line to everybody who listens, as it was said, in the order of ids', async () => {
      const hearers = [new Hearer(), new Hearer(), new Hearer()];
      for (const [i, hearer] of hearers.entries()) (i === 2 ? two : one).subscribe(hearer);
      await Promise.all([one.history(), two.history()]);
      const first = line('ça «va»? \u2028 {"id":7} \\');
      const said = await one.say(first);
      assert.deepEqual(said, { id: said.id, ...first });
      await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? one : two).say(line(`line ${i}`))));
      await Promise.all(hearers.map((hearer) => hearer.hears(11)));
      for (const { lines } of hearers) {
        assert.deepEqual(lines[0], said);
        assert.deepEqual(lines, hearers[0]?.lines);
        const ids = lines.map(({ id }) => id);
        assert.deepEqual(
          ids,
          [...new Set(ids)].sort((a, b) => a - b),
        );
      }
    });

    it('keeps the last 50 lines for who comes later', async () => {
      const early = new Hearer();
      one.subscribe(early);
      for (let i = 1; i <= 53; i++) await (i % 2 ? one : two).say(line(`line ${i}`));
      await early.hears(53);
      const history = await two.history();
      assert.equal(history.length, 50);
      assert.deepEqual([history[0]?.text, history[49]?.text], ['line 4', 'line 53']);
      assert.deepEqual(await one.history(), history);
    });

    it('tells no more to who stopped listening', async () => {
      const [stays, stops] = [new Hearer(), new Hearer()];
      one.subscribe(stays);
      const stop = one.subscribe(stops);
      await one.history();
      stop();
      stop();
      await two.say(line('hello'));
      await stays.hears(1);
      assert.deepEqual(stops.lines, []);
    });
  });
}

describe('chat over Redis', function () {
  this.timeout(180_000);

  it('keeps 50 lines', async () => {
    const { one, redis, prefix, close } = redisFixture((await sharedRedis()).url);
    for (let i = 0; i < 52; i++) await one.say(line('hello'));
    assert.equal(await redis.llen(`${prefix}lobby:chat:lines`), 50);
    await close();
  });

  it('leaves what others hear on its connection, and is not disturbed by what is no line', async () => {
    const { one, redis, subscribers, prefix, close } = redisFixture((await sharedRedis()).url);
    const [hearer, throwing] = [new Hearer(), new Hearer()];
    throwing.said = () => {
      throw new Error('a listener');
    };
    one.subscribe(throwing);
    one.subscribe(hearer);
    await one.history();
    await subscribers[0]?.subscribe(`${prefix}else`);
    await redis.publish(`${prefix}else`, JSON.stringify({ line: { id: 1, ...line('not ours') } }));
    for (const nonsense of ['no json', '7', 'null']) await redis.publish(`${prefix}lobby:chat`, nonsense);
    await one.say(line('ours'));
    await hearer.hears(1);
    assert.deepEqual(hearer.texts, ['ours']);
    await close();
  });

  it('says a line once that a broken connection sends again', async () => {
    const { one, redis, prefix, close } = redisFixture((await sharedRedis()).url);
    const hearer = new Hearer();
    one.subscribe(hearer);
    await one.history();
    const sent: Command[] = [];
    const { sendCommand } = redis;
    redis.sendCommand = (command, stream) => {
      sent.push(command);
      return sendCommand.call(redis, command, stream);
    };
    await one.say(line('once'));
    const [name = '', ...args] = [sent.at(-1)?.name, ...(sent.at(-1)?.args ?? [])];
    await redis.call(name, ...(args as string[]));
    await one.say(line('and on'));
    await hearer.hears(2);
    assert.deepEqual(hearer.texts, ['once', 'and on']);
    assert.equal(await redis.llen(`${prefix}lobby:chat:lines`), 2);
    await close();
  });

  it('gives higher ids also after Redis lost everything', async () => {
    const server = await startRedis();
    const { one, close } = redisFixture(server.url);
    const hearer = new Hearer();
    one.subscribe(hearer);
    const { id } = await one.say(line('before'));
    await server.flush();
    const after = await one.say(line('after'));
    assert.ok(after.id > id);
    await hearer.hears(2);
    assert.deepEqual(
      (await one.history()).map(({ text }) => text),
      ['before', 'after'],
    );
    await close();
    await server.stop();
  });

  it('refuses to say, and says so once, while Redis is away; then a process has all that was said meanwhile', async () => {
    const server = await startRedis();
    const { one, two, subscribers, warnings, close } = redisFixture(server.url);
    const [hearer, late] = [new Hearer(), new Hearer()];
    one.subscribe(hearer);
    await one.say(line('before'));
    await hearer.hears(1);
    await server.kill();
    for (let i = 0; i < 2; i++) await assert.rejects(one.say(line('lost')), problem(503, 'retry_later'));
    two.subscribe(late);
    await assert.rejects(two.history(), problem(503, 'retry_later'));
    assert.equal(warnings.filter((warning) => warning === 'the lobby chat does not answer').length, 2); // one each
    const [ready] = subscribers.map(
      (each) => new Promise<void>((resolve) => each.once('ready', () => resolve())),
    );
    await server.restart();
    await ready;
    const deaf = new Promise<void>((resolve) => subscribers[0]?.once('close', () => resolve()));
    subscribers[0]?.disconnect(true);
    await deaf;
    await two.say(line('meanwhile'));
    await Promise.all([hearer.hears(2), late.hears(1)]);
    await one.say(line('after'));
    await Promise.all([hearer.hears(3), late.hears(2)]);
    assert.deepEqual(hearer.texts, ['before', 'meanwhile', 'after']);
    assert.deepEqual(late.texts, ['meanwhile', 'after']);
    await close();
    await server.stop();
  });

  it('is there for a process that starts later, before anybody says more', async () => {
    const { one, another, close } = redisFixture((await sharedRedis()).url);
    for (const text of ['first', 'second']) await one.say(line(text));
    const later = another();
    const hearer = new Hearer();
    later.subscribe(hearer);
    assert.deepEqual(
      (await later.history()).map(({ text }) => text),
      ['first', 'second'],
    );
    await one.say(line('third'));
    await hearer.hears(3);
    assert.deepEqual(
      (await later.history()).map(({ text }) => text),
      ['first', 'second', 'third'],
    );
    await close();
  });
});
