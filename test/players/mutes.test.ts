import assert from 'node:assert/strict';
import { MemoryUpdates } from '../../src/persistence/memory/memoryUpdates.ts';
import { Mutes } from '../../src/players/mutes.ts';
import { MemoryMutes } from '../support/memory/memoryMutes.ts';

describe('whom players do not hear', () => {
  const setUp = () => {
    const blocks = new Map<string, string[]>();
    const updates = new MemoryUpdates();
    const blocksOf = async () => blocks;
    const unblock = async (player: string, whom: string) => {
      const left = (blocks.get(player) ?? []).filter((one) => one !== whom);
      if (!blocks.delete(player) || left.length > 0) blocks.set(player, left);
    };
    const mutes = new Mutes({ store: new MemoryMutes(), blocksOf, unblock, updates });
    return { blocks, updates, mutes };
  };

  it('is whom they muted, and whom they never want to meet', async () => {
    const { mutes, blocks } = setUp();
    blocks.set('ada', ['cy']);
    assert.deepEqual(await mutes.mute('ada', 'ben'), ['ben', 'cy']);
    assert.deepEqual(await mutes.unheardBy('ada'), new Set(['ben', 'cy']));
    assert.deepEqual(await mutes.unheardBy('ben'), new Set());
    for (const from of ['ben', 'cy'])
      assert.deepEqual(await mutes.deafTo(from, ['ada', 'dee']), new Set(['ada']));
    assert.deepEqual(await mutes.unmute('ada', 'ben'), ['cy']);
    assert.deepEqual(await mutes.muted('ada'), ['cy']);
    assert.deepEqual(await mutes.unheardBy('ada'), new Set(['cy']));
    assert.deepEqual(await mutes.unmute('ada', 'cy'), [], 'who is blocked is unmuted as well');
    assert.deepEqual(blocks, new Map());
  });

  it('is whom they are not seated with, whichever way they said it', async () => {
    const { mutes, blocks } = setUp();
    await mutes.mute('ada', 'ben');
    await mutes.mute('eve', 'ada');
    blocks.set('ada', ['cy', 'ben']);
    blocks.set('dee', ['ada']);
    const apart = await mutes.unheardByAll(['ada', 'ben', 'dee', 'eve']);
    const expected = { ada: ['ben', 'cy'], eve: ['ada'], dee: ['ada'] };
    assert.deepEqual(apart, new Map(Object.entries(expected)));
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
