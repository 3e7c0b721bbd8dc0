import assert from 'node:assert/strict';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { Mutes } from '../../src/players/mutes.ts';
import { MemoryMutes } from '../support/memory/memoryMutes.ts';

describe('whom players do not hear', () => {
  const setUp = () => {
    const blocks = new Map<string, string[]>();
    const updates = new MemoryUpdates();
    const blocksOf = async () => blocks;
    return { blocks, updates, mutes: new Mutes({ store: new MemoryMutes(), blocksOf, updates }) };
  };

  it('is whom they muted, and whom they never want to meet', async () => {
    const { mutes, blocks } = setUp();
    blocks.set('ada', ['cy']);
    assert.deepEqual(await mutes.mute('ada', 'ben'), ['ben']);
    assert.deepEqual(await mutes.unheardBy('ada'), new Set(['ben', 'cy']));
    assert.deepEqual(await mutes.unheardBy('ben'), new Set());
    for (const from of ['ben', 'cy'])
      assert.deepEqual(await mutes.deafTo(from, ['ada', 'dee']), new Set(['ada']));
    assert.deepEqual(await mutes.unmute('ada', 'ben'), []);
    assert.deepEqual(await mutes.muted('ada'), []);
    assert.deepEqual(await mutes.unheardBy('ada'), new Set(['cy']));
  });

  it('is told to all rooms of the player before the answer, by whatever it changed', async () => {
    const { mutes, blocks } = setUp();
    const told: string[][] = [];
    const stop = await mutes.subscribe('ada', (unheard) => void told.push([...unheard]));
    await mutes.mute('ada', 'ben');
    assert.deepEqual(told.splice(0), [['ben']]);
    blocks.set('ada', ['cy']);
    await mutes.changed('ada');
    assert.deepEqual(told.splice(0), [['ben', 'cy']]);
    stop();
    await mutes.unmute('ada', 'ben');
    assert.deepEqual(told, []);
  });
});
