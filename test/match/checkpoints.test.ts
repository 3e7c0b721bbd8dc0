import assert from 'node:assert/strict';
import { durabilityOf } from '../../src/match/durability.ts';
import { LivePersistence } from '../../src/match/livePersistence.ts';
import { MemoryMatchStore } from '../support/memory/memoryMatchStore.ts';

describe('checkpoints of live matches', () => {
  it('are spread where matches begin together, none later than it is due', () => {
    const durability = durabilityOf({ durability: 'inputs', stepMs: 15 });
    const due = Array.from({ length: 20 }, (_, n) => {
      const needs = {
        ...{ durability, store: new MemoryMatchStore(), table: () => ({}), match: () => null },
        ...{ stored() {}, now: () => 1000, log: { warn() {} } },
      };
      return new LivePersistence({ match: `match ${n}`, epoch: 1 }, needs as never).dueMs;
    });
    assert.ok(new Set(due).size > 15, `${due}`);
    for (const ms of due) assert.ok(ms >= durability.checkpointMs / 2 && ms <= durability.checkpointMs);
  });
});
