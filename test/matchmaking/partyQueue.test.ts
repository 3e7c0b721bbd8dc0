import assert from 'node:assert/strict';
import { PartyService } from '../../src/matchmaking/partyService.ts';
import type { PrivateTable } from '../../src/matchmaking/privateTable.ts';
import { MemoryParties } from '../support/memory/memoryParties.ts';
import { shown } from '../support/shown.ts';
import { easyPolicy, queueFixture } from './queueFixture.ts';

const HOME = '10.0.0.9';

/** A party of Ada, who leads it, and Bob, both ready, and the queue that it comes to. */
async function world() {
  /** Done once: while the leader is being queued, before a party is stored, or while a player is taken out. */
  const meanwhile: Record<'queueing' | 'storing' | 'unqueueing', (() => Promise<unknown>) | null> = {
    ...{ queueing: null, storing: null, unqueueing: null },
  };
  async function now(when: keyof typeof meanwhile): Promise<void> {
    const work = meanwhile[when];
    meanwhile[when] = null;
    await work?.();
  }
  const store = new MemoryParties();
  const put = store.put.bind(store);
  store.put = async (party) => {
    await now('storing');
    return put(party);
  };
  const at = queueFixture({
    policies: new Map(['toy', 'other'].map((game) => [game, easyPolicy])),
    together: (player) => parties.membersToQueue(player),
    ratings: async () => {
      await now('queueing');
      return new Map();
    },
  });
  const opened: PrivateTable[] = [];
  let ids = 0;
  const parties: PartyService = new PartyService({
    ...{ store, tell: at.needs.tell, log: at.needs.log, now: at.now },
    mutes: { unheardBy: async () => new Set(), deafTo: async () => new Set() },
    namesOf: async (players) => new Map(players.map((id) => [id, shown(id, id)])),
    games: ['toy', 'other'].map((name) => ({ name, seats: { min: 2, max: 5 } })),
    async unqueue(player, by) {
      await now('unqueueing');
      await at.service.unqueue(player, by);
    },
    async openPrivate(table) {
      opened.push(table);
      return 'match-1';
    },
    newId: () => `party-${++ids}`,
    newCode: () => `CODE${++ids}`,
  });
  const { code } = await parties.create({ id: 'ada' });
  await parties.joinByCode({ id: 'bob' }, code, HOME);
  await parties.ready('bob', true);
  return { at, parties, meanwhile, opened, code };
}

type World = Awaited<ReturnType<typeof world>>;

/** What ends a party's search. */
const CHANGES: Record<string, (all: World) => Promise<unknown>> = {
  'one leaves': ({ parties }) => parties.leave('bob'),
  'its leader leaves': ({ parties }) => parties.leave('ada'),
  'one is shown out': ({ parties }) => parties.kick('ada', 'bob'),
  'one is not ready any more': ({ parties }) => parties.ready('bob', false),
  'one comes': ({ parties, code }) => parties.joinByCode({ id: 'cy' }, code, HOME),
  'it is to play something else': ({ parties }) => parties.setGame('ada', 'other'),
};

describe('a party that is queued', () => {
  for (const [what, change] of Object.entries(CHANGES)) {
    it(`waits no more when ${what}, whichever comes first`, async () => {
      const waiting = async ({ at }: World) => {
        const open = await Promise.all(['ada', 'bob', 'cy'].map((player) => at.queue.openOf(player)));
        return open.filter((ticket) => ticket !== null).map(({ player }) => player);
      };
      const after = await world();
      await after.at.join('ada');
      assert.deepEqual(await waiting(after), ['ada', 'bob']);
      await change(after);
      assert.deepEqual(await waiting(after), [], 'after');

      const within = await world();
      within.meanwhile.queueing = () => change(within);
      await assert.rejects(within.at.join('ada'), { status: 409, code: 'party_not_ready' });
      assert.deepEqual(await waiting(within), [], 'while it is queued');

      const around = await world();
      let queued: unknown;
      around.meanwhile.storing = async () => {
        queued = await around.at.join('ada').catch((error: unknown) => error);
      };
      await change(around);
      assert.ok(queued);
      assert.deepEqual(await waiting(around), [], 'queued in the middle of it');
    });
  }

  it('waits on when its game is chosen that it waits for, and when somebody says something', async () => {
    const { at, parties, meanwhile } = await world();
    meanwhile.queueing = () => parties.say({ id: 'bob' }, 'go');
    await at.join('ada');
    await parties.setGame('ada', 'toy');
    assert.equal((await at.queue.openOf('bob'))?.state, 'waiting');
  });

  it('is out when nobody knows whether it is still the same', async () => {
    const unsure = queueFixture({
      together: async () => ({
        ...{ party: 'p', members: ['ada', 'bob'].map((id) => ({ id, name: id })) },
        unchanged: () => Promise.reject(new Error('Command timed out')),
      }),
    });
    await assert.rejects(unsure.join('ada'), /timed out/);
    assert.equal(await unsure.queue.openOf('bob'), null);
  });

  it('gets no table of its own when somebody leaves before it is opened', async () => {
    const { parties, meanwhile, opened } = await world();
    meanwhile.unqueueing = () => parties.leave('bob');
    await assert.rejects(parties.start({ id: 'ada' }, true), { code: 'party_not_ready' });
    assert.equal(opened.length, 0);
    await parties.start({ id: 'ada' }, true);
    assert.deepEqual(
      opened.map(({ players }) => players.length),
      [1],
    );
  });
});
