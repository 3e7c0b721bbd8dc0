import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JournalEntry } from '../../src/match/journal.ts';
import { sealedBy } from '../../src/persistence/packing.ts';
import { fromShortJson, toShortJson } from '../../src/persistence/shortJson.ts';
import { testSealer } from '../support/testSealer.ts';
import { entries, storedTable } from './matchStoreContract.ts';

const packing = sealedBy(testSealer);
const tableOf2 = packing.table('m', storedTable());
const sealed = (value: unknown) => testSealer.seal(toShortJson(value), 'm', 'entry');

describe('packed and sealed', () => {
  it('are entries whatever is in them', () => {
    const anyEntry = fc.record(
      {
        seq: fc.integer({ min: 1 }),
        at: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
        kind: fc.constantFrom('act', 'leave', 'command'),
        by: fc.oneof(fc.string(), fc.uuid()),
        request_id: fc.oneof(fc.string(), fc.uuid()),
        input: fc.jsonValue({ noUnicodeString: false }),
        version: fc.nat(),
        more: fc.jsonValue(),
      },
      { requiredKeys: ['seq', 'at', 'kind', 'by', 'request_id', 'input'] },
    );
    fc.assert(
      fc.property(anyEntry, (given) => {
        const entry = JSON.parse(JSON.stringify(given)) as JournalEntry;
        assert.deepEqual(packing.openEntry('m', packing.entry('m', entry), tableOf2), entry);
      }),
    );
  });

  it('have uuids in their 16 bytes, and whatever looks like one as it is', () => {
    const uuid = '0b5e4a3e-1c7e-4a62-9c05-0f3d3b0e7a11';
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.uuid(),
      fc.constantFrom(`"${uuid}"`, `\u0001${uuid}`, uuid.toUpperCase()),
    );
    fc.assert(
      fc.property(fc.array(anything), (given) => {
        const value = JSON.parse(JSON.stringify(given));
        assert.deepEqual(fromShortJson(toShortJson(value)), value);
      }),
    );
    const many = Array.from({ length: 300 }, () => uuid);
    assert.deepEqual(fromShortJson(toShortJson(many)), many);
    assert.equal(toShortJson([uuid, uuid]).length, 1 + 2 * 16 + 5);
    for (const broken of [Buffer.of(1, 91, 93), Buffer.of(0, 91, 1, 93), Buffer.of()]) {
      assert.throws(() => fromShortJson(broken));
    }
  });

  it('are entries that are short, and nothing else', () => {
    const [entry] = entries(1, 1);
    assert.ok(entry);
    assert.ok(packing.entry('m', entry).length < JSON.stringify(entry).length);
    const row = [1, 0, 'act', 'p', 'r', null];
    assert.deepEqual(packing.openEntry('m', sealed(row), tableOf2).by, 'p');
    for (const wrong of [
      {},
      row.slice(0, 5),
      [...row, {}],
      [...row, 7, {}, 1],
      [...row, 7, 8],
      ['1', 0, 'act', 'p', 'r', null],
      [1, '0', 'act', 'p', 'r', null],
      [1, 0, 7, 'p', 'r', null],
      [1, 0, 'act', null, 'r', null],
    ]) {
      assert.throws(
        () => packing.openEntry('m', sealed(wrong), tableOf2),
        /m: a journal entry is none/,
        JSON.stringify(wrong),
      );
    }
  });

  it('are tables, which are much shorter', () => {
    const table = storedTable({
      state: Array.from({ length: 200 }, (_, i) => ({ id: i, points: 1000 - i })),
    });
    const packed = packing.table('m', table);
    assert.deepEqual(packing.openTable('m', packed), table);
    assert.ok(packed.length < JSON.stringify(table).length / 2);
  });

  it('are not what format 1 stored in clear, which is read and not current', () => {
    const [entry] = entries(1, 1);
    const clear = [Buffer.from(JSON.stringify(entry)), Buffer.from(JSON.stringify(storedTable()))] as const;
    assert.deepEqual(packing.openEntry('m', clear[0], clear[1]), entry);
    assert.deepEqual(packing.openTable('m', clear[1]), storedTable());
    for (const bytes of clear) assert.equal(packing.isCurrent(bytes), false);
  });

  it('are taken in clear of no match that is sealed', () => {
    const [entry] = entries(1, 1);
    const clear = Buffer.from(JSON.stringify(entry));
    assert.throws(() => packing.openEntry('m', clear, tableOf2), /m: a journal entry is not sealed/);
    const table = Buffer.from(JSON.stringify(storedTable({ format: 2 })));
    assert.throws(() => packing.openTable('m', table), /m: the checkpoint is not sealed/);
  });
});
