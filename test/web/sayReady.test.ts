import assert from 'node:assert/strict';
import { sayReady } from '../../web/src/party/sayReady.ts';

describe('who is ready for a party', () => {
  const setUp = (regions: Record<string, number> | null) => {
    const told: unknown[] = [];
    const parlor = {
      regions,
      api: { prefer: async (preferences: object) => void told.push(preferences) },
      parties: {
        ready: async (ready: boolean) => {
          told.push(ready);
          return null;
        },
      },
    };
    return { told, parlor };
  };

  it('says first where they can play, and whether with bots', async () => {
    const { told, parlor } = setUp({ eu: 20, us: 90 });
    await sayReady(parlor, { game: 'relay' }, { ready: true, bots: true });
    assert.deepEqual(told, [{ game: 'relay', bots: true, regions: { eu: 20, us: 90 } }, true]);
  });

  it('says nothing of regions that were not measured, which would wipe what is stored', async () => {
    const { told, parlor } = setUp(null);
    await sayReady(parlor, { game: 'relay' }, { ready: true, bots: false });
    await sayReady(parlor, { game: 'relay' }, { ready: false, bots: false });
    assert.deepEqual(told, [{ game: 'relay', bots: false }, true, false]);
  });
});
