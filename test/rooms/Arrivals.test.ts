import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Problem } from '../../src/lib/problem.ts';
import { Arrivals } from '../../src/rooms/Arrivals.ts';
import { matchmaking } from '../../src/rooms/publicMethods.ts';

/** A door whose time the test makes, and work that ends when the test says so. */
function door() {
  const timers = new Set<{ at: number; work(): void }>();
  let now = 0;
  const arrivals = new Arrivals({
    after(ms, work) {
      const timer = { at: now + ms, work };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return {
    arrivals,
    begun,
    timers,
    seat: (name: string, gone = new AbortController().signal) => arrivals.seat(work(name), gone),
    letIn: (name: string) => arrivals.letIn(work(name)),
    async end(name: string) {
      ends.get(name)?.();
      await turn();
    },
    pass(ms: number) {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at > now) continue;
        timers.delete(timer);
        timer.work();
      }
    },
  };
}

const AT_ONCE = 24;

/** A door at which as many are worked for as there can be. */
function fullDoor() {
  const full = door();
  for (let i = 0; i < AT_ONCE; i++) void full.seat(`first ${i}`);
  assert.equal(full.begun.length, AT_ONCE);
  full.begun.length = 0;
  return full;
}

describe('arrivals', () => {
  it('are worked for at once while they are few, and in their order when they are many', async () => {
    const { seat, end, begun } = fullDoor();
    const seats = [seat('a'), seat('b')];
    assert.deepEqual(begun, []);
    await end('first 7');
    assert.deepEqual(begun, ['a']);
    await end('a');
    assert.deepEqual(begun, ['a', 'b']);
    await end('b');
    assert.deepEqual(await Promise.all(seats), ['a', 'b']);
  });

  it('go first when they have a seat: it would run out', async () => {
    const { seat, letIn, end, begun } = fullDoor();
    void seat('a');
    void letIn('b');
    await end('first 0');
    await end('first 1');
    assert.deepEqual(begun, ['b', 'a']);
  });

  it('make room when they fail, too', async () => {
    const { arrivals, seat, end, begun } = fullDoor();
    const failing = assert.rejects(
      arrivals.letIn(() => Promise.reject(new Error('banned'))),
      /banned/,
    );
    void seat('a');
    await end('first 0');
    await failing;
    await turn();
    assert.deepEqual(begun, ['a']);
  });

  it('that take long keep nobody from coming in', async () => {
    const { seat, pass, begun } = fullDoor();
    void seat('a');
    pass(999);
    assert.deepEqual(begun, []);
    pass(1);
    assert.deepEqual(begun, ['a']);
  });

  it('are asked to come again when they waited for long', async () => {
    const { arrivals, pass, timers } = door();
    const stuck = () => new Promise<never>(() => {});
    for (let i = 0; i < AT_ONCE; i++) void arrivals.letIn(stuck);
    for (let i = 0; i < 30 * AT_ONCE; i++) void arrivals.letIn(stuck); // those who have a seat go first
    const waits = arrivals.seat(stuck, new AbortController().signal);
    for (let second = 0; second < 20; second++) pass(1000);
    const problem = (await waits.catch((error) => error)) as Problem;
    assert.deepEqual(
      [problem.status, problem.code, problem.details.retry_after_ms],
      [503, 'retry_later', 2000],
    );
    assert.equal(arrivals.waiting, 30 * AT_ONCE - 20 * AT_ONCE);
    assert.equal(timers.size, AT_ONCE, 'nothing is left of who was refused');
  });

  it('are asked to come again when too many wait', async () => {
    const { seat, arrivals } = fullDoor();
    for (let i = 0; i < 10_000; i++) void seat(`${i}`);
    await assert.rejects(seat('one more'), { code: 'retry_later' });
    assert.equal(arrivals.waiting, 10_000);
  });

  it('who hang up are passed over', async () => {
    const { seat, end, begun, arrivals, timers } = fullDoor();
    const hangUp = new AbortController();
    const gone = assert.rejects(seat('a', hangUp.signal), { code: 'retry_later' });
    void seat('b');
    hangUp.abort();
    await gone;
    await assert.rejects(seat('c', hangUp.signal), { code: 'retry_later' });
    assert.equal(arrivals.waiting, 1);
    await end('first 0');
    assert.deepEqual(begun, ['b']);
    assert.equal(timers.size, AT_ONCE, 'nothing is left of who is gone');
  });
});

describe('seats by the public methods', () => {
  it('are waited for in line by who wants into the lobby, and not by who wants to a match', async () => {
    const asked: string[] = [];
    const line = {
      async seat() {
        asked.push('line');
        return { seat: 1 } as never;
      },
    };
    const give = matchmaking(line, () => false); // tests before this one may have shut the framework down
    const asking = {
      token: undefined,
      address: '',
      headers: new Headers(),
      gone: new AbortController().signal,
    };
    assert.deepEqual(await give('joinOrCreate', 'lobby', {}, asking), { seat: 1 });
    await assert.rejects(async () => give('nonsense', 'relay', {}, asking));
    assert.deepEqual(asked, ['line']);
  });

  it('are not given by a process that goes down', async () => {
    const give = matchmaking({ seat: () => assert.fail('nobody is asked') }, () => true);
    const asking = {
      token: undefined,
      address: '',
      headers: new Headers(),
      gone: new AbortController().signal,
    };
    await assert.rejects(give('joinOrCreate', 'lobby', {}, asking), { message: /^retry_later/ });
  });
});
