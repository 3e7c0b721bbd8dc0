import assert from 'node:assert/strict';
import type { Party, PartyStore } from '../../src/matchmaking/party.ts';
import { newPartyCode } from '../../src/matchmaking/partyCode.ts';
import { PartyService } from '../../src/matchmaking/partyService.ts';
import type { PrivateTable } from '../../src/matchmaking/privateTable.ts';
import { shown } from '../support/shown.ts';

/** What players are called here. */
function capital(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1);
}

const ada = { id: 'ada' };
const bob = { id: 'bob' };
const cy = { id: 'cy' };
const [namedAda, namedBob, namedCy] = [ada, bob, cy].map(({ id }) => ({ id, ...shown(id, capital(id)) }));
const HOUR = 3_600_000;
/** Where everybody is who is nowhere else. */
const HOME = '10.0.0.9';

/** Keeps parties in memory, and can let another change come first. */
class FakeStore implements PartyStore {
  readonly parties = new Map<string, Party>();
  /** Done once, before the next `put`. */
  meanwhile: (() => Promise<unknown>) | null = null;
  async of(player: string) {
    return [...this.parties.values()].find((party) => party.members.some(({ id }) => id === player)) ?? null;
  }
  async byCode(code: string) {
    return [...this.parties.values()].find((party) => party.code === code) ?? null;
  }
  async put(party: Party) {
    const { meanwhile } = this;
    this.meanwhile = null;
    await meanwhile?.();
    if ((this.parties.get(party.id)?.version ?? 0) !== party.version - 1) return false;
    for (const { id } of party.members) if (((await this.of(id))?.id ?? party.id) !== party.id) return false;
    this.parties.set(party.id, party);
    return true;
  }
  async remove(id: string, version: number) {
    return this.parties.get(id)?.version === version && this.parties.delete(id);
  }
  async forget(before: number) {
    for (const party of this.parties.values()) if (party.touchedAt < before) this.parties.delete(party.id);
  }
}

function setUp(store = new FakeStore()) {
  const told: { to: string; type: string; payload: unknown }[] = [];
  const unqueued: string[] = [];
  /** Whose doing each was. */
  const stoppedBy: string[] = [];
  const opened: PrivateTable[] = [];
  const allReady: unknown[] = [];
  /** By player, whom they do not hear. */
  const unheard = new Map<string, string[]>();
  const renamed = new Map<string, string>();
  const clock = { now: 1_000_000, mute: false };
  let ids = 0;
  const service = new PartyService({
    store,
    mutes: {
      unheardBy: async (player) => new Set(unheard.get(player)),
      deafTo: async (from, players) =>
        new Set(players.filter((player) => unheard.get(player)?.includes(from))),
    },
    namesOf: async (players) => new Map(players.map((id) => [id, shown(id, renamed.get(id) ?? capital(id))])),
    games: ['relay', 'holdem'].map((name) => ({ name, seats: { min: 3, max: name === 'holdem' ? 4 : 5 } })),
    async unqueue(player, by) {
      unqueued.push(player);
      stoppedBy.push(by);
    },
    async openPrivate(table) {
      opened.push(table);
      return 'match-1';
    },
    allReady: (leader, { id, game }) => void allReady.push([leader, id, game]),
    async tell(to, type, payload) {
      if (clock.mute) throw new Error('Command timed out');
      told.push({ to, type, payload });
    },
    log: { warn() {} },
    now: () => clock.now,
    newId: () => `party-${++ids}`,
    newCode: () => `CODE${++ids}`,
  });
  const toldTo = (player: string) => told.filter(({ to }) => to === player).map(({ payload }) => payload);
  return { service, store, told, toldTo, unqueued, opened, allReady, renamed, unheard, stoppedBy, clock };
}

/** As a keyboard for Chinese or Japanese writes it. */
function wide(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

/** A party of Ada, who leads it, and Bob. */
async function pair() {
  const all = setUp();
  const party = await all.service.create(ada);
  await all.service.joinByCode(bob, party.code, HOME);
  all.told.length = 0;
  all.unqueued.length = 0;
  return { ...all, party };
}

describe('PartyService', () => {
  it('opens one party per player, also when asked twice', async () => {
    const { service, store } = setUp();

    const first = await service.create(ada);
    const second = await service.create(ada);

    assert.deepEqual(second, first);
    assert.equal(store.parties.size, 1);
    assert.deepEqual(first.members, [{ id: 'ada', ...shown('ada', 'Ada'), ready: true }]);
    assert.equal(first.game, 'relay');
  });

  it('lets in who knows the code, however it is written, and shows it to everybody', async () => {
    const { service, toldTo } = setUp();
    const { code } = await service.create(ada);

    const party = await service.joinByCode(
      bob,
      ` ${wide(code.slice(0, 3).toLowerCase())}-\0\u200B${code.slice(3)} `,
      HOME,
    );

    assert.deepEqual(
      party.members.map(({ id, ready }) => [id, ready]),
      [
        ['ada', true],
        ['bob', false],
      ],
    );
    assert.deepEqual(toldTo('ada').at(-1), { party });
    assert.deepEqual(toldTo('bob'), [{ party }]);
  });

  it('refuses a wrong code, a second party and a sixth member', async () => {
    const { service } = setUp();
    const { code } = await service.create(ada);
    await service.create(cy);

    await assert.rejects(service.joinByCode(bob, 'NOPE', HOME), { status: 404, code: 'unknown_party' });
    await assert.rejects(service.joinByCode(cy, code, HOME), { status: 409, code: 'already_in_party' });
    for (const id of ['d', 'e', 'f', 'g']) await service.joinByCode({ id }, code, HOME);
    await assert.rejects(service.joinByCode(bob, code, HOME), { status: 409, code: 'party_full' });
  });

  it('lets nobody find a party by trying codes', async () => {
    const { service } = setUp();
    const { code } = await service.create(ada);
    for (let i = 0; i < 10; i += 1) {
      await assert.rejects(service.joinByCode(bob, `NOPE${i}`, HOME), { code: 'unknown_party' });
    }

    await assert.rejects(service.joinByCode(bob, code, HOME), { status: 429, code: 'too_many_joins' });
  });

  it('lets nobody find a party by trying codes as ever new guests of one address', async () => {
    const { service } = setUp();
    const { code } = await service.create(ada);
    const guest = (n: number) => ({ id: `guest${n}`, name: 'Guest' });
    const tries = Array.from({ length: 50 }, (_, n) =>
      service.joinByCode(guest(n % 5), `NOPE${n}`, '10.0.0.1'),
    );

    const codes = (await Promise.allSettled(tries)).map((tried) => 'reason' in tried && tried.reason.code);
    assert.equal(codes.filter((found) => found === 'unknown_party').length, 10);
    assert.equal(codes.filter((found) => found === 'too_many_joins').length, 40);
    const refused = { status: 429, code: 'too_many_joins' };
    await assert.rejects(service.joinByCode(guest(7), code, '10.0.0.1'), refused);
    await assert.rejects(service.look(code, '10.0.0.1'), refused);
    assert.equal((await service.joinByCode(guest(7), code, '10.0.0.2')).members.length, 2);
  });

  it('lets a class behind one address join with good codes, all at once', async () => {
    const { service } = setUp();
    const leaders = Array.from({ length: 10 }, (_, n) => ({ id: `leader${n}`, name: 'Leader' }));
    const parties = await Promise.all(leaders.map((leader) => service.create(leader)));
    const joining = parties.flatMap(({ code }) =>
      [1, 2, 3, 4].map(async (n) => {
        const id = `${code}:${n}`;
        // Four at once want the same place in the party: those who were slower try again.
        for (let tried = 0; tried < 5; tried += 1) {
          const joined = await service.joinByCode({ id }, code, HOME).catch((error) => error.code);
          if (joined !== 'retry_later') return joined;
        }
      }),
    );

    for (const joined of await Promise.all(joining)) assert.ok(joined?.party_id, String(joined));
  });

  it('shows who has the code whose party it is, and how many are in it', async () => {
    const { service } = await pair();
    const { code } = (await service.of('ada')) ?? { code: '' };

    assert.deepEqual(await service.look(code.toLowerCase(), '10.0.0.1'), {
      code,
      leader: 'Ada',
      game: 'relay',
      members: 2,
      full: false,
      locked: false,
    });
    await service.lock('ada', true);
    assert.equal((await service.look(code, '10.0.0.1'))?.leader, null);
  });

  it('lets nobody find a party by looking codes up, but a class look up good ones', async () => {
    const { service, party } = await pair();
    for (let i = 0; i < 50; i += 1) assert.ok(await service.look(party.code, '10.0.0.1'));
    const atOnce = Array.from({ length: 30 }, () => service.look(party.code, '10.0.0.1'));
    await Promise.allSettled(atOnce);
    for (let i = 0; i < 10; i += 1) assert.equal(await service.look(`NOPE${i}`, '10.0.0.1'), null);

    const refused = { status: 429, code: 'too_many_joins' };
    await assert.rejects(service.look('NOPE', '10.0.0.1'), refused);
    await assert.rejects(service.look(party.code, '10.0.0.1'), refused);
    assert.equal((await service.look(party.code, '10.0.0.2'))?.members, 2);
  });

  it('lets in who was invited, and nobody else', async () => {
    const { service, toldTo } = setUp();
    await service.create(ada);

    const { invited } = await service.invite(ada, 'bob');

    assert.deepEqual(invited, [{ id: 'bob', ...shown('bob', 'Bob') }], 'who leads sees whom they wait for');
    assert.deepEqual(toldTo('bob'), [{ from: 'ada', ...shown('ada', 'Ada'), game: 'relay' }]);
    await assert.rejects(service.acceptInvitation(cy, 'ada'), { status: 404, code: 'unknown_invitation' });
    const joined = await service.acceptInvitation(bob, 'ada');
    assert.deepEqual([joined.members.length, joined.invited], [2, undefined]);
    await service.leave('bob');
    await assert.rejects(service.acceptInvitation(bob, 'ada'), { code: 'unknown_invitation' });
  });

  it('tells nobody what a player says whom they do not hear: lines, history, invitations', async () => {
    const { service, told, unheard, party } = await pair();
    unheard.set('bob', ['ada']).set('cy', ['ada']);
    await service.say(ada, 'hello');
    await service.say(bob, 'hi');
    const lines = told.filter(({ type }) => type === 'party_chat').map(({ to }) => to);
    assert.deepEqual(lines, ['ada', 'ada', 'bob']);
    assert.deepEqual(
      (await service.said('bob')).map(({ text }) => text),
      ['hi'],
    );
    assert.equal((await service.said('ada')).length, 2);

    told.length = 0;
    assert.equal((await service.invite(ada, 'cy')).party_id, party.party_id);
    assert.deepEqual(told, []);
    await service.joinByCode(cy, party.code, HOME);
    const histories = [...told].filter(({ type }) => type === 'party_chat_history');
    const texts = histories.map(({ payload }) => (payload as { text: string }[]).map(({ text }) => text));
    assert.deepEqual(texts, [['hi']]);
  });

  it('shows one name everywhere from a rename on: members, invitations, lines, and to who was there before', async () => {
    const { service, told, toldTo, renamed, party } = await pair();
    await service.say(ada, 'before');
    renamed.set('ada', 'Countess');
    told.length = 0;

    await service.renamed('ada');
    const [update] = toldTo('bob') as { party: { members: { name: string }[] } }[];
    await service.say(ada, 'after');
    await service.invite(ada, 'cy');
    const glance = await service.look(party.code, 'address');

    assert.deepEqual(
      update?.party.members.map(({ name }) => name),
      ['Countess', 'Bob'],
    );
    assert.deepEqual(
      (await service.said('bob')).map(({ name, text }) => [name, text]),
      [
        ['Countess', 'before'],
        ['Countess', 'after'],
      ],
    );
    assert.deepEqual(toldTo('cy'), [{ from: 'ada', ...shown('ada', 'Countess'), game: 'relay' }]);
    assert.equal(glance?.leader, 'Countess');
    await service.renamed('nobody');
  });

  it('tells members apart whose names became alike in the same moment', async () => {
    const { service, store, told, toldTo, renamed, party } = await pair();
    store.meanwhile = async () => void renamed.set('cy', 'Аda'); // renamed while he joins
    await service.joinByCode(cy, party.code, HOME);
    renamed.set('bob', 'ADA'); // each found the other's name fine
    told.length = 0;
    await service.renamed('bob');
    await service.say(cy, 'hi');

    const [update, line] = toldTo('ada') as [{ party: { members: { name: string }[] } }, { name: string }];
    const names = update.party.members.map(({ name }) => name);
    assert.deepEqual(names, ['Ada', 'ADA (2)', 'Аda (3)']);
    assert.equal(line.name, 'Аda (3)');
    assert.deepEqual(
      (await service.said('ada')).map(({ name }) => name),
      ['Аda (3)'],
    );
    await assert.rejects(service.renaming({ id: 'ada', name: 'Ada (2)' }), { code: 'name_taken_here' });
  });

  it('queues everybody once all are ready, when the leader says so', async () => {
    const { service, party } = await pair();

    await assert.rejects(service.membersToQueue(ada), {
      code: 'party_not_ready',
      details: { waiting_for: ['Bob'] },
    });
    await service.ready('bob', true);
    const { unchanged, ...queued } = await service.membersToQueue(ada);

    assert.deepEqual(queued, { party: party.party_id, members: [namedAda, namedBob] });
    await service.say(bob, 'let’s go');
    assert.equal(await unchanged(), true);
    await assert.rejects(service.membersToQueue(bob), { status: 403, code: 'not_leader' });
  });

  it('calls the leader, who may be elsewhere, once all the others are ready', async () => {
    const { service, party, allReady } = await pair();
    await service.joinByCode(cy, party.code, HOME);
    await service.ready('ada', true);
    await service.ready('bob', true);
    assert.deepEqual(allReady, []);
    await service.ready('cy', true);
    await service.ready('cy', false);
    assert.deepEqual(allReady, [['ada', party.party_id, 'relay']]);
  });

  it('queues alone who is in no party, or alone in one', async () => {
    const { service } = setUp();
    await service.create(ada);

    for (const [player, named] of [
      [ada, namedAda],
      [bob, namedBob],
    ] as const) {
      const { unchanged, ...queued } = await service.membersToQueue(player);
      assert.deepEqual(queued, { party: null, members: [named] });
      assert.equal(await unchanged(), true);
    }
  });

  it('leaves the queue when somebody comes, goes, or is not ready any more', async () => {
    const { service, unqueued, stoppedBy, party } = await pair();
    stoppedBy.length = 0;

    await service.joinByCode(cy, party.code, HOME);
    await service.ready('cy', false);
    await service.leave('bob');
    await service.kick('ada', 'cy');

    // Who goes is taken out before and after.
    assert.deepEqual(unqueued, ['cy', 'ada', 'cy', 'bob', 'bob', 'cy', 'cy']);
    assert.deepEqual(stoppedBy, ['cy', 'cy', 'cy', 'bob', 'bob', 'ada', 'ada'], 'whose doing it was');
  });

  it('is led by the longest there when the leader leaves, and gone when all did', async () => {
    const { service, store, toldTo } = await pair();

    await service.leave('ada');

    assert.deepEqual(toldTo('ada'), [{ party: null }]);
    const left = await service.of('bob');
    assert.equal(left?.leader, 'bob');
    assert.deepEqual(left?.members, [{ id: 'bob', ...shown('bob', 'Bob'), ready: true }]);
    await service.leave('bob');
    await service.leave('bob');
    assert.equal(store.parties.size, 0);
  });

  it('tells nobody that they left who could not', async () => {
    const { service, store, told } = await pair();
    store.meanwhile = () => Promise.reject(new Error('Command timed out'));

    await assert.rejects(service.leave('bob'), /timed out/);

    assert.deepEqual(told, []);
    assert.equal((await service.of('bob'))?.members.length, 2);
  });

  it('answers what was done, also when nobody can be told of it', async () => {
    const { service, clock, party } = await pair();
    clock.mute = true;

    assert.equal((await service.joinByCode(cy, party.code, HOME)).members.length, 3);
    assert.equal((await service.ready('bob', true)).members[1]?.ready, true);
    await service.say(bob, 'hi');
    assert.equal((await service.invite(ada, 'di')).invited?.length, 1);
    assert.equal((await service.kick('ada', 'bob')).members.length, 2);
    await service.leave('cy');
    assert.equal(await service.of('cy'), null);
  });

  it('lets its leader show somebody out, who does not come back with the old code', async () => {
    const { service, party, toldTo } = await pair();

    await assert.rejects(service.kick('bob', 'ada'), { status: 403, code: 'not_leader' });
    const after = await service.kick('ada', 'bob');

    assert.deepEqual(
      after.members.map(({ id }) => id),
      ['ada'],
    );
    assert.deepEqual(toldTo('bob'), [{ party: null }]);
    await assert.rejects(service.joinByCode(bob, party.code, HOME), { code: 'unknown_party' });
  });

  it('keeps who was shown out outside, until the leader invites them', async () => {
    const { service, party } = await pair();
    await service.joinByCode(cy, party.code, HOME);
    const { code } = await service.kick('ada', 'bob');

    await assert.rejects(service.joinByCode(bob, code, HOME), { status: 403, code: 'shown_out' });
    await assert.rejects(service.invite(cy, 'bob'), { status: 403, code: 'not_leader' });
    await assert.rejects(service.acceptInvitation(bob, 'ada'), { code: 'unknown_invitation' });
    await service.invite(ada, 'bob');
    assert.equal((await service.joinByCode(bob, code, HOME)).members.length, 3);
  });

  it('keeps out the first of 51 too: the door is shut after 50', async () => {
    const { service, store } = setUp();
    let { code, locked } = await service.create(ada);
    for (let guest = 0; guest < 51; guest += 1) {
      assert.equal(locked, false, `after ${guest}`);
      const player = { id: `guest ${guest}` };
      await service.joinByCode(player, code, HOME);
      ({ code, locked } = await service.kick('ada', player.id));
    }

    assert.equal(locked, true);
    assert.equal((await store.of('ada'))?.shownOut?.length, 50);
    for (const [guest, refusal] of [
      ['guest 0', 'shown_out'],
      ['guest 50', 'party_locked'],
    ] as const) {
      await assert.rejects(service.joinByCode({ id: guest }, code, HOME), { code: refusal });
    }
  });

  it('has another code when the leader wants it, and lets nobody in by it when the leader shut the door', async () => {
    const { service, party } = await pair();

    await assert.rejects(service.renewCode('bob'), { status: 403, code: 'not_leader' });
    await assert.rejects(service.lock('bob', true), { status: 403, code: 'not_leader' });
    const { code } = await service.renewCode('ada');
    await assert.rejects(service.joinByCode(cy, party.code, HOME), { code: 'unknown_party' });
    await service.lock('ada', true);
    await assert.rejects(service.joinByCode(cy, code, HOME), { status: 409, code: 'party_locked' });
    await service.invite(ada, 'cy');
    assert.equal((await service.acceptInvitation(cy, 'ada')).locked, true);
    assert.equal((await service.lock('ada', false)).locked, false);
  });

  it('lets who comes later read what was said', async () => {
    const { service, toldTo, party } = await pair();
    for (let line = 0; line < 5; line += 1) await service.say(ada, `line ${line}`);

    await service.joinByCode(cy, party.code, HOME);

    const [, history] = toldTo('cy') as [unknown, { text: string }[]];
    assert.deepEqual(
      history.map(({ text }) => text),
      ['line 0', 'line 1', 'line 2', 'line 3', 'line 4'],
    );
    assert.deepEqual(await service.said('cy'), history);
    assert.deepEqual(await service.said('nobody'), []);
  });

  it('gives each line a higher id, also when two processes say one in the same millisecond', async () => {
    const { service, store } = await pair();
    const other = setUp(store).service;
    store.meanwhile = () => other.say(bob, 'from the other');

    await service.say(ada, 'from the one');
    await other.say(bob, 'once more');

    const said = (await service.said('ada')).map(({ id, text }) => [id, text]);
    assert.deepEqual(said, [
      [1_000_000, 'from the other'],
      [1_000_001, 'from the one'],
      [1_000_002, 'once more'],
    ]);
  });

  it('lets nobody in, nor be called something else, who looks like a member', async () => {
    const { service, party, toldTo, renamed } = await pair();
    const taken = { status: 409, code: 'name_taken_here' };

    for (const name of ['Bob', 'Bоb', 'BOB', 'B0b']) {
      renamed.set('cy', name);
      await assert.rejects(service.joinByCode(cy, party.code, HOME), taken, name);
      await assert.rejects(service.renaming({ id: 'ada', name }), taken, name);
    }
    renamed.set('cy', 'Bob');
    await service.invite(ada, 'cy');
    await assert.rejects(service.acceptInvitation(cy, 'ada'), taken);
    await service.renaming({ id: 'bob', ...shown('bob', 'Rob') });
    renamed.set('bob', 'Rob');
    const joined = await service.joinByCode(cy, party.code, HOME);

    assert.deepEqual(
      joined.members.map(({ name }) => name),
      ['Ada', 'Rob', 'Bob'],
    );
    assert.deepEqual(toldTo('ada').at(-1), { party: joined });
    await service.renaming({ id: 'bob', ...shown('bob', 'ROB') });
    await service.renaming({ id: 'nobody', ...shown('nobody', 'Ada') });
  });

  it('keeps the last 30 lines', async () => {
    const { service, party } = await pair();
    for (let guest = 0; guest < 7; guest += 1) {
      const player = { id: `guest ${guest}` };
      await service.joinByCode(player, party.code, HOME);
      for (let line = 0; line < 5; line += 1) await service.say(player, `line ${guest * 5 + line}`);
      await service.leave(player.id);
    }

    const said = (await service.said('ada')).map(({ text }) => text);
    assert.deepEqual([said.length, said[0], said.at(-1)], [30, 'line 5', 'line 34']);
  });

  it('lets its leader choose a game that there is', async () => {
    const { service } = await pair();

    await assert.rejects(service.setGame('bob', 'holdem'), { code: 'not_leader' });
    await assert.rejects(service.setGame('ada', 'chess'), { code: 'unknown_game' });
    assert.equal((await service.setGame('ada', 'holdem')).game, 'holdem');
  });

  it('carries what members say to all of them, starred and bounded', async () => {
    const { service, told } = await pair();

    await service.say(bob, 'well, shit');

    assert.deepEqual(
      told.map(({ to, type }) => [to, type]),
      [
        ['ada', 'party_chat'],
        ['bob', 'party_chat'],
      ],
    );
    const line = told[0]?.payload as { from: string; text: string };
    assert.equal(line.from, 'bob');
    assert.doesNotMatch(line.text, /shit/);
    await assert.rejects(service.say(cy, 'Hello?'), { status: 404, code: 'no_party' });
    await assert.rejects(service.say(bob, ' '), { status: 400, code: 'invalid_chat' });
    for (let i = 0; i < 4; i += 1) await service.say(bob, 'more');
    await assert.rejects(service.say(bob, 'more'), { status: 429, code: 'chat_too_fast' });
  });

  it('loses no change when two are made at once', async () => {
    const { service, store, party } = await pair();
    store.meanwhile = () => service.joinByCode(cy, party.code, HOME);

    await service.ready('bob', true);

    assert.deepEqual(
      (await service.of('ada'))?.members.map(({ id, ready }) => [id, ready]),
      [
        ['ada', true],
        ['bob', true],
        ['cy', false],
      ],
    );
  });

  it('does not open a second party for one who joined another meanwhile', async () => {
    const { service, store } = setUp();
    const { code, party_id } = await service.create(ada);
    store.meanwhile = () => service.joinByCode(bob, code, HOME);

    assert.equal((await service.create(bob)).party_id, party_id);
  });

  it('forgets a party that nobody touched for half a day, but not one that queues', async () => {
    const { service, clock } = await pair();
    await service.ready('bob', true);
    clock.now += 11 * HOUR;
    await service.membersToQueue(ada);
    clock.now += 11 * HOUR;
    await service.create(cy);
    assert.ok(await service.of('ada'));

    clock.now += 2 * HOUR;
    await service.leave('cy');
    await service.create(cy);

    assert.equal(await service.of('ada'), null);
  });

  it('opens a table for the party alone, with bots in its empty seats when they are wanted', async () => {
    const { service, opened, unqueued } = await pair();
    await assert.rejects(service.start(ada, true), { code: 'party_not_ready' });
    await service.ready('bob', true);
    await assert.rejects(service.start(bob, true), { code: 'not_leader' });
    await assert.rejects(service.start(ada, false), { code: 'too_few_players', details: { missing: 1 } });
    await assert.rejects(service.start(cy, true), { code: 'no_party' });
    assert.deepEqual(opened, []);

    assert.deepEqual(await service.start(ada, true), { match_id: 'match-1' });
    assert.deepEqual(opened, [{ game: 'relay', players: [namedAda, namedBob], bots: 3 }]);
    assert.deepEqual(unqueued, ['ada', 'bob']);
  });

  it('needs no bots for three', async () => {
    const { service, opened, party } = await pair();
    await service.joinByCode(cy, party.code, HOME);
    for (const { id } of [bob, cy]) await service.ready(id, true);
    await service.start(ada, false);

    assert.deepEqual(opened, [{ game: 'relay', players: [namedAda, namedBob, namedCy], bots: 0 }]);
  });

  it('opens no table that has fewer seats than the party has members, with bots or without', async () => {
    const { service, opened, unqueued, party } = await pair();
    await service.setGame('ada', 'holdem');
    const others = ['cy', 'di', 'ed'].map((id) => ({ id, name: id }));
    for (const other of others) await service.joinByCode(other, party.code, HOME);
    for (const { id } of [bob, ...others]) await service.ready(id, true);
    unqueued.length = 0;

    for (const bots of [true, false]) {
      await assert.rejects(service.start(ada, bots), {
        status: 409,
        code: 'too_many_players',
        details: { max: 4 },
      });
    }
    assert.deepEqual([opened, unqueued], [[], []]);
    await service.leave('ed');
    await service.start(ada, true);
    assert.equal(opened[0]?.bots, 0);
  });

  it('makes codes that can be read out', () => {
    const codes = Array.from({ length: 50 }, newPartyCode);
    assert.equal(new Set(codes).size, 50);
    for (const code of codes) assert.match(code, /^[BCDFGHJKMNPQRSTVWXZ2-9]{6}$/);
  });
});
