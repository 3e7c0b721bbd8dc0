import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSealed, Sealer, UnknownKey } from '../../src/lib/sealer.ts';

const SECRET = 'a secret of more than thirty-two characters';
const OTHER = 'another secret of more than thirty-two characters';
const sealer = new Sealer({ current: SECRET });
const text = Buffer.from('the answer is 42');

describe('a sealer', () => {
  it('opens what it sealed, and shows nothing of it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string(), fc.string(), (bytes, match, kind) => {
        const sealed = sealer.seal(bytes, match, kind);
        assert.deepEqual(sealer.open(sealed, match, kind), Buffer.from(bytes));
        assert.equal(sealed.length, bytes.length + 33);
        if (bytes.length > 3) assert.equal(sealed.includes(Buffer.from(bytes)), false);
      }),
    );
    assert.notDeepEqual(sealer.seal(text, 'm', 'entry'), sealer.seal(text, 'm', 'entry'));
  });

  it('opens it as nothing else, and of nobody else', () => {
    const sealed = sealer.seal(text, 'm', 'entry');
    assert.throws(() => sealer.open(sealed, 'n', 'entry'), /n: the entry cannot be opened/);
    assert.throws(() => sealer.open(sealed, 'm', 'checkpoint'), /m: the checkpoint cannot be opened/);
  });

  it('opens what it sealed of more subjects than it keeps the keys of', () => {
    const first = sealer.seal(text, 'subject 0', 'entry');
    for (let i = 1; i <= 2500; i++) sealer.seal(text, `subject ${i}`, 'entry');
    assert.deepEqual(sealer.open(first, 'subject 0', 'entry'), text);
    assert.throws(() => sealer.open(first, 'subject 1', 'entry'));
  });

  it('opens nothing of which a byte is changed, or missing', () => {
    const sealed = sealer.seal(text, 'm', 'entry');
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] as number) ^ 1;
      assert.throws(() => sealer.open(changed, 'm', 'entry'), `byte ${i}`);
      assert.throws(() => sealer.open(sealed.subarray(0, i), 'm', 'entry'), `${i} bytes`);
    }
  });

  it('opens what an older key sealed, and seals under the newest', () => {
    const old = sealer.seal(text, 'm', 'entry');
    const now = new Sealer({ current: OTHER, old: [SECRET] });
    assert.deepEqual(now.open(old, 'm', 'entry'), text);
    const again = now.seal(text, 'm', 'entry');
    assert.deepEqual([now.isCurrent(old), now.isCurrent(again)], [false, true]);
    assert.throws(() => sealer.open(again, 'm', 'entry'), UnknownKey);
  });

  it('names a key that it does not know by an id that tells nothing of it', () => {
    const sealed = new Sealer({ current: OTHER }).seal(text, 'm', 'entry');
    assert.throws(
      () => sealer.open(sealed, 'm', 'entry'),
      (error: unknown) => {
        assert.ok(error instanceof UnknownKey);
        assert.match(error.keyId, /^[0-9a-f]{8}$/);
        assert.ok(error.message.includes(error.keyId));
        return true;
      },
    );
  });

  it('tells what is sealed from JSON in clear', () => {
    assert.equal(isSealed(sealer.seal(text, 'm', 'entry')), true);
    for (const clear of ['{"seq":1}', '[1,2,3]', `"${'x'.repeat(100)}"`, '']) {
      assert.equal(isSealed(Buffer.from(clear)), false);
      assert.throws(() => sealer.open(Buffer.from(clear), 'm', 'entry'), /not sealed/);
    }
  });
});
