import assert from 'node:assert/strict';
import {
  arrived,
  showing,
  stillUrgent,
  withArrival,
  withoutDone,
} from '../../web/src/notifications/arrivalRules.ts';
import { isInView, Looks } from '../../web/src/notifications/Looks.ts';
import { ManualClock } from '../client/support/ManualClock.ts';

type One = Parameters<typeof stillUrgent>[0][number];

const one = (seq: number, priority: One['priority'] = 'normal', more: Partial<One> = {}): One => ({
  ...{ id: `id ${seq}`, seq, priority, acted_at: null, archived_at: null },
  expires_at: '2026-01-02T00:00:00.000Z',
  ...more,
});
const NOW = Date.parse('2026-01-01T00:00:00.000Z');
const seqs = (all: readonly One[]) => all.map(({ seq }) => seq);

describe('what comes while one is here', () => {
  it('pushes the oldest out, but nothing that is urgent', () => {
    const coming = [one(1, 'urgent'), one(2), one(3), one(4), one(5, 'high')];
    assert.deepEqual(
      seqs(coming.reduce<readonly One[]>((all, next) => withArrival(all, next), [])),
      [1, 4, 5],
    );
    const urgent = [1, 2, 3, 4].map((seq) => one(seq, 'urgent'));
    assert.deepEqual(seqs(withArrival(urgent, one(5))), [1, 2, 3, 4, 5], 'one more is shown all the same');
    assert.deepEqual(seqs(withArrival([...urgent, one(5)], one(6))), [1, 2, 3, 4, 6]);
    assert.deepEqual(seqs(withArrival([one(1)], one(1))), [1], 'once');
  });

  it('counts what it has no room for, until nothing is shown', () => {
    const coming = [one(1, 'urgent'), one(2), one(3), one(3), one(4), one(5, 'high')];
    const here = coming.reduce((before, next) => arrived(before, next), {
      shown: [] as readonly One[],
      more: 0,
    });
    assert.deepEqual([seqs(here.shown), here.more], [[1, 4, 5], 2]);
    const later = showing(here, here.shown.slice(1));
    assert.deepEqual([seqs(later.shown), later.more], [[4, 5], 2]);
    assert.deepEqual(showing(later, []), { shown: [], more: 0 });
  });

  it('is here again after a reload when it is urgent, until it is obeyed, put away, closed or over', () => {
    const at = '2025-12-31T00:00:00.000Z';
    const items = [
      one(7, 'urgent'),
      one(6, 'high'),
      one(5, 'urgent', { acted_at: at }),
      one(4, 'urgent', { archived_at: at }),
      one(3, 'urgent'),
      one(2, 'urgent', { expires_at: at }),
      one(1, 'urgent'),
    ];
    assert.deepEqual(seqs(stillUrgent(items, new Set(['id 3']), NOW)), [1, 7]);
  });

  it('goes when it was obeyed or put away in the list', () => {
    const shown = [one(1, 'urgent'), one(5, 'urgent'), one(6, 'urgent'), one(7)];
    const items = [one(8), one(6, 'urgent', { acted_at: 'now' }), one(4)];
    assert.deepEqual(seqs(withoutDone(shown, items, 4)), [1, 7], 'what is older than the list stays');
    assert.deepEqual(seqs(withoutDone([one(1, 'urgent')], [one(8)], null)), [], 'the oldest of all');
  });
});

describe('what was seen', () => {
  function looking(visible = true) {
    const clock = new ManualClock();
    const told: (readonly number[])[] = [];
    const looks = new Looks(
      { after: (ms, work) => clock.after(ms, work), seen: (some) => told.push(some) },
      visible,
    );
    return { clock, told, looks };
  }

  it('stood in the window for a second, and is told together', () => {
    const { clock, told, looks } = looking();
    looks.enter(1);
    looks.enter(2);
    looks.enter(3);
    clock.advance(999);
    looks.leave(3);
    looks.enter(4);
    clock.advance(1);
    clock.advance(100);
    assert.deepEqual(told, [[1, 2]]);
    clock.advance(1000);
    assert.deepEqual(told, [[1, 2], [4]]);
  });

  it('was looked at: not while the tab was hidden', () => {
    const { clock, told, looks } = looking(false);
    looks.enter(1);
    clock.advance(5000);
    looks.look(true);
    clock.advance(900);
    looks.look(false);
    clock.advance(5000);
    assert.deepEqual(told, []);
    looks.look(true);
    clock.advance(1100);
    assert.deepEqual(told, [[1]]);
  });

  it('could be read: half of it, or what fills half of the window', () => {
    const part = (ratio: number, height: number) =>
      isInView({
        intersectionRatio: ratio,
        intersectionRect: { height } as DOMRectReadOnly,
        rootBounds: { height: 800 } as DOMRectReadOnly,
      });
    assert.deepEqual([part(0.5, 40), part(0.4, 40), part(0.2, 400), part(0, 0)], [true, false, true, false]);
  });
});
