import assert from 'node:assert/strict';
import fc from 'fast-check';
import { browserStorage, type KeyValue, memoryStorage } from '../../client/KeyValue.ts';

const fails = (): never => {
  throw new DOMException('no', 'SecurityError');
};
const garbage = (value: unknown): KeyValue => ({
  getItem: () => value as string,
  setItem() {},
  removeItem() {},
});

/** What browsers have done. */
const BROKEN: Record<string, () => KeyValue | null> = {
  'is null': () => null,
  'is undefined': () => undefined as unknown as null,
  'throws when it is looked at': fails,
  'throws whatever is asked': () => ({ getItem: fails, setItem: fails, removeItem: fails }),
  'has no room': () => ({ ...memoryStorage(), setItem: fails }),
  'keeps nothing and says nothing': () => garbage(null),
  'answers nonsense': () => garbage('nonsense'),
  'answers an object': () => garbage({}),
  'has no methods': () => ({}) as KeyValue,
};

/** A tab whose page keeps something of its own with its place in the history. */
function tab(state: unknown = { place: 7 }) {
  const heard = new EventTarget();
  const history = {
    state,
    replaceState(now: unknown) {
      history.state = now;
    },
  };
  const page = { history, addEventListener: heard.addEventListener.bind(heard) } as unknown as Window;
  return { page, dispatch: (type: string) => heard.dispatchEvent(new Event(type)) };
}

describe('the storage of a browser', () => {
  for (const [what, open] of Object.entries(BROKEN)) {
    it(`remembers for as long as the page is open when it ${what}`, () => {
      const storage = browserStorage(open);

      storage.setItem('name', 'Ada');
      assert.equal(storage.getItem('name'), 'Ada');
      assert.equal(storage.lasts?.('name'), false);
      storage.setItem('name', 'Bob');
      assert.equal(storage.getItem('name'), 'Bob');
      storage.removeItem('name');
      assert.equal(storage.getItem('name'), null);
    });
  }

  it('goes along with the tab where the browser keeps nothing, and leaves nothing behind', () => {
    const first = tab();
    const storage = browserStorage(() => null, first.page);
    storage.setItem('name', 'Ada');
    storage.setItem('gone', 'yes');
    storage.removeItem('gone');
    assert.deepEqual(first.page.history.state, { place: 7 }, 'not before the page goes');

    first.dispatch('pagehide');
    const again = tab(first.page.history.state);
    const after = browserStorage(() => null, again.page);

    assert.equal(after.getItem('name'), 'Ada');
    assert.equal(after.getItem('gone'), null);
    assert.equal(after.lasts?.('name'), false);
    assert.deepEqual(again.page.history.state, { place: 7 });

    first.dispatch('pageshow');
    assert.deepEqual(first.page.history.state, { place: 7 }, 'nor after it came back');

    after.removeItem('name');
    again.dispatch('pagehide');
    assert.deepEqual(again.page.history.state, { place: 7 });
  });

  it('puts nothing into the history where the browser keeps it', () => {
    const kept = memoryStorage();
    const { page, dispatch } = tab();

    browserStorage(() => kept, page).setItem('name', 'Ada');
    dispatch('pagehide');

    assert.deepEqual(page.history.state, { place: 7 });
  });

  it('takes no nonsense from the history', () => {
    for (const entries of ['x', 7, null, [1], { name: 7 }]) {
      assert.equal(browserStorage(() => null, tab({ parlor: entries }).page).getItem('name'), null);
    }
  });

  it('lasts where it works', () => {
    const kept = memoryStorage();
    const storage = browserStorage(() => kept);

    storage.setItem('name', 'Ada');

    assert.equal(kept.getItem('name'), 'Ada');
    assert.equal(storage.lasts?.('name'), true);
    assert.equal(browserStorage(() => kept).getItem('name'), 'Ada');
  });

  it('is remembered when somebody empties it meanwhile', () => {
    const kept = memoryStorage();
    const storage = browserStorage(() => kept);
    storage.setItem('name', 'Ada');

    kept.removeItem('name');

    assert.equal(storage.getItem('name'), 'Ada');
  });

  it('says what another page stored since then', () => {
    const kept = memoryStorage();
    const storage = browserStorage(() => kept);
    storage.setItem('name', 'Ada');

    kept.setItem('name', 'Bob');

    assert.equal(storage.getItem('name'), 'Bob');
  });

  it('does not leave there what is out of date when there is no room for what came after', () => {
    const kept = memoryStorage();
    kept.setItem('name', 'Ada');
    const storage = browserStorage(() => ({ ...kept, setItem: fails }));

    storage.setItem('name', 'Bob');

    assert.equal(kept.getItem('name'), null);
    assert.equal(storage.getItem('name'), 'Bob');
  });

  it('lasts again once it works again', () => {
    const kept = memoryStorage();
    let works = false;
    const storage = browserStorage(() => (works ? kept : null));
    storage.setItem('name', 'Ada');
    assert.equal(storage.lasts?.('name'), false);

    works = true;
    storage.setItem('name', 'Ada');

    assert.equal(storage.lasts?.('name'), true);
    assert.equal(kept.getItem('name'), 'Ada');
  });

  it('reads what was written last, whatever fails in between', () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b'),
      value: fc.option(fc.string(), { nil: null }),
      broken: fc.constantFrom('', 'look', 'read', 'write', 'remove'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const kept = memoryStorage();
        const wanted = new Map<string, string | null>();
        let broken = '';
        const storage = browserStorage(() => {
          if (broken === 'look') fails();
          return {
            getItem: (key) => (broken === 'read' ? fails() : kept.getItem(key)),
            setItem: (key, value) => (broken === 'write' ? fails() : kept.setItem(key, value)),
            removeItem: (key) => (broken === 'remove' ? fails() : kept.removeItem(key)),
          };
        });
        for (const { key, value, broken: now } of steps) {
          broken = now;
          if (value === null) storage.removeItem(key);
          else storage.setItem(key, value);
          wanted.set(key, value);
          for (const [name, text] of wanted) assert.equal(storage.getItem(name), text);
        }
      }),
    );
  });
});
