import assert from 'node:assert/strict';
import type { Party } from '../../src/matchmaking/party.ts';
import { PostgresParties } from '../../src/persistence/postgres/postgresParties.ts';
import { freshEmbedded } from '../support/pglite.ts';
import { KINDS, newId, type Stores } from './stores.ts';

let codes = 0;

function newParty(players: string[], more: Partial<Party> = {}): Party {
  codes += 1;
  return {
    id: newId(),
    leader: players[0] ?? '',
    code: `CODE${codes}`,
    members: players.map((id) => ({ id, ready: false })),
    invited: [newId()],
    game: 'relay',
    version: 1,
    touchedAt: 1_790_000_000_000,
    ...more,
  };
}

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`parties in ${kind}`, function () {
    this.timeout(180_000);
    let stores: Stores;

    before(async () => {
      stores = await open();
    });
    after(() => stores?.close());

    it('are found by whom they have and by their code', async () => {
      const [ann, ben] = [newId(), newId()];
      const party = newParty([ann, ben]);
      assert.equal(await stores.parties.put(party), true);
      assert.deepEqual(await stores.parties.of(ben), party);
      assert.deepEqual(await stores.parties.byCode(party.code), party);
      assert.equal(await stores.parties.of(newId()), null);
      assert.equal(await stores.parties.byCode('nothing'), null);
    });

    it('change from what was read, or not at all', async () => {
      const [ann, ben] = [newId(), newId()];
      const first = newParty([ann, ben]);
      await stores.parties.put(first);
      const second = {
        ...first,
        version: 2,
        members: first.members.slice(0, 1),
        touchedAt: first.touchedAt + 1,
      };
      assert.equal(await stores.parties.put(second), true);
      for (const version of [1, 2, 4]) {
        assert.equal(await stores.parties.put({ ...first, version }), false, String(version));
      }
      assert.deepEqual(await stores.parties.of(ann), second);
      assert.equal(await stores.parties.of(ben), null);
      assert.equal(await stores.parties.put(newParty([ben])), true);
    });

    it('take one of many changes that are made at once', async () => {
      const ann = newId();
      const first = newParty([ann]);
      await stores.parties.put(first);
      const joining = Array.from({ length: 6 }, () => {
        const member = { id: newId(), ready: false };
        return { ...first, version: 2, members: [...first.members, member] };
      });
      const done = await Promise.all(joining.map((party) => stores.parties.put(party)));
      assert.equal(done.filter(Boolean).length, 1);
      assert.deepEqual(await stores.parties.of(ann), joining[done.indexOf(true)]);
      const others = joining.filter((_, i) => !done[i]).map((party) => party.members[1]?.id ?? '');
      for (const other of others) assert.equal(await stores.parties.of(other), null);
    });

    it('have a player in one of them', async () => {
      const players = Array.from({ length: 4 }, newId);
      const parties = [0, 1, 2, 3].map((i) => newParty([players[i] ?? '', players[(i + 1) % 4] ?? '']));
      const done = await Promise.all(parties.map((party) => stores.parties.put(party)));
      const seated = parties.filter((_, i) => done[i]).flatMap(({ members }) => members.map(({ id }) => id));
      assert.ok(seated.length > 0);
      assert.equal(new Set(seated).size, seated.length);
      for (const [i, party] of parties.entries()) {
        assert.deepEqual(await stores.parties.byCode(party.code), done[i] ? party : null);
      }
    });

    it('have a code each', async () => {
      const party = newParty([newId()]);
      await stores.parties.put(party);
      const other = newId();
      assert.equal(await stores.parties.put(newParty([other], { code: party.code })), false);
      assert.equal(await stores.parties.of(other), null);
    });

    it('are removed as they were read, and do not come back', async () => {
      const ann = newId();
      const party = newParty([ann]);
      await stores.parties.put(party);
      assert.equal(await stores.parties.remove(party.id, 2), false);
      assert.equal(await stores.parties.remove(party.id, 1), true);
      assert.equal(await stores.parties.remove(party.id, 1), false);
      assert.equal(await stores.parties.of(ann), null);
      assert.equal(await stores.parties.put({ ...party, version: 2 }), false);
      assert.equal(await stores.parties.put(newParty([ann])), true);
    });

    it('are forgotten when nobody touches them', async () => {
      const [old, recent] = [
        newParty([newId()], { touchedAt: 1000 }),
        newParty([newId()], { touchedAt: 2000 }),
      ];
      for (const party of [old, recent]) await stores.parties.put(party);
      await stores.parties.forget(2000);
      assert.equal(await stores.parties.byCode(old.code), null);
      assert.equal(await stores.parties.of(old.leader), null);
      assert.deepEqual(await stores.parties.of(recent.leader), recent);
    });
  });
}

describe('parties in Postgres', function () {
  this.timeout(180_000);

  it('write who is in them when that changes, and not with each line of chat', async () => {
    const database = await freshEmbedded();
    const parties = new PostgresParties(database);
    const rows = () => database.query('SELECT player, xmin::text FROM party_members ORDER BY player');
    const [ann, ben] = [newId(), newId()];
    const first = newParty([ann]);
    await parties.put(first);
    const alone = await rows();

    const line = { id: 1, from: ann, name: 'Ann', text: 'Hi', at: 1, spectator: false };
    assert.equal(await parties.put({ ...first, version: 2, lines: [line] }), true);
    assert.deepEqual(await rows(), alone);
    assert.deepEqual((await parties.of(ann))?.lines, [line]);

    await parties.put({ ...newParty([ann, ben]), id: first.id, version: 3 });
    assert.equal((await parties.of(ben))?.id, first.id);
  });
});
