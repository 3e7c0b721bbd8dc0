import assert from 'node:assert/strict';
import type { GameEvent } from '../../src/games/game.ts';
import { MAX_ABSENCES } from '../../src/match/absences.ts';
import { Match } from '../../src/match/match.ts';
import { MAX_ACTIONS } from '../../src/match/requests.ts';
import { QUIET, SETUP, toy, toyMaker } from './toy.ts';

function started(setup = QUIET) {
  const events: { event: GameEvent; only: string | undefined }[] = [];
  const match = Match.start(toy, toyMaker.plain, setup, {
    event: (event, only) => events.push({ event, only }),
  });
  return { match, events, journal: match.journal };
}

const earn = (request_id: unknown, coins: unknown = 1) => ({ request_id, action: 'earn', coins });

const codeOf = (reply: object) => ('code' in reply ? reply.code : undefined);

describe('a match', () => {
  it('starts with everybody seated in order', () => {
    const { match } = started(SETUP);
    assert.equal(match.state.phase, 'playing');
    assert.equal(match.state.version, 1);
    assert.deepEqual(
      [...match.state.players.values()].map(({ id, name, seat, bot, connected }) => [
        id,
        name,
        seat,
        bot,
        connected,
      ]),
      [
        ['ann', 'Ann', 0, false, false],
        ['bob', 'Bob', 1, false, false],
        ['bot', 'Bot', 2, true, true],
      ],
    );
  });

  it('starts on a state that players wait at, and keeps what the room knows of them', () => {
    const state = toyMaker.plain.state();
    const bob = { ...toyMaker.plain.player(), id: 'bob', name: 'Bob', connected: true, seat: 7 };
    state.players.set('bob', bob);
    const match = Match.start(toy, toyMaker.plain, QUIET, {}, state);
    assert.equal(match.state.players.get('bob'), bob);
    assert.deepEqual([bob.connected, bob.seat, match.state.players.size], [true, 1, 3]);
  });

  it('does an action, tells and journals it', () => {
    const { match, events, journal } = started();
    match.advance(120);

    const applied = match.apply('ann', { request_id: 'r1', action: 'draw' });

    assert.deepEqual(applied, { reply: { request_id: 'r1', version: 2, card: 5 }, seq: 1 });
    assert.deepEqual(events, [
      { event: { kind: 'drawn', player: 'ann' }, only: undefined },
      { event: { kind: 'card', card: 5 }, only: 'ann' },
    ]);
    assert.deepEqual(journal, [
      {
        ...{
          seq: 1,
          at: 100,
          kind: 'act',
          by: 'ann',
          request_id: 'r1',
          input: { action: 'draw' },
          version: 2,
        },
        result: { card: 5 },
      },
    ]);
  });

  it('does the same request once and answers it the same, also after the end', () => {
    const { match, journal } = started();
    const first = match.apply('ann', earn('r1', 5));
    match.apply('ann', earn('r2', 5));

    assert.deepEqual(match.apply('ann', earn('r1', 5)), first);
    assert.deepEqual(match.apply('ann', earn('r1', 90)), first);
    assert.equal(match.state.players.get('ann')?.coins, 10);
    match.apply('ann', earn('r3', 90));
    assert.equal(match.over, true);
    assert.deepEqual(match.apply('ann', earn('r1', 5)), first);
    assert.equal(journal.length, 3);
  });

  it('keeps request ids of different players apart', () => {
    const { match } = started();
    match.apply('ann', earn('r1', 5));
    match.apply('bob', earn('r1', 7));
    assert.deepEqual([match.state.players.get('ann')?.coins, match.state.players.get('bob')?.coins], [5, 7]);
  });

  it('answers a refusal the same, without journal or version', () => {
    const { match, journal } = started();
    const first = match.apply('ann', earn('r1', 0));
    assert.deepEqual(first, {
      reply: { request_id: 'r1', code: 'no_coins', message: 'Earn at least one coin.' },
      seq: 0,
    });
    assert.deepEqual(match.apply('ann', earn('r1', 5)), first);
    assert.deepEqual([match.state.version, journal.length], [1, 0]);
  });

  it('judges anew what time lifts: it is neither remembered nor in the journal', () => {
    const early: typeof toy = {
      ...toy,
      act(table, player, action) {
        const retryAfterMs = 500 - table.now;
        if (retryAfterMs > 0) return { refused: { code: 'too_fast', message: 'Not yet.', retryAfterMs } };
        return toy.act(table, player, action);
      },
    };
    const match = Match.start(early, toyMaker.plain, QUIET);
    const { journal } = match;
    match.advance(100);
    const { version } = match.state;

    const told = (retry_after_ms: number) => {
      const reply = { request_id: 'r1', code: 'too_fast', message: 'Not yet.', retry_after_ms };
      return { reply, seq: 0 };
    };
    assert.deepEqual(match.apply('ann', earn('r1', 5)), told(400));
    match.advance(300);
    assert.deepEqual(match.apply('ann', earn('r1', 5)), told(100));
    assert.deepEqual([match.state.version, journal.length], [version, 0]);

    match.advance(100);
    const taken = match.apply('ann', earn('r1', 5));
    assert.equal(codeOf(taken.reply), undefined);
    assert.deepEqual(match.apply('ann', earn('r1', 5)), taken);
    assert.deepEqual([journal.length, match.state.players.get('ann')?.coins], [1, 5]);
  });

  it('tells rules by which version of them it is played: that of its setup, else the first', () => {
    const seen: number[] = [];
    const game: typeof toy = {
      ...toy,
      rules: 2,
      start(table) {
        seen.push(table.rules);
        toy.start(table);
      },
    };
    for (const rules of [1, 2]) Match.start(game, toyMaker.plain, { ...QUIET, rules });
    Match.start(game, toyMaker.plain, QUIET);

    assert.deepEqual(seen, [1, 2, 1]);
    assert.throws(() => Match.start(game, toyMaker.plain, { ...QUIET, rules: 3 }), /rules 3 are newer/);
  });

  it('refuses what is no request', () => {
    const { match } = started();
    const nul = String.fromCharCode(0);
    for (const request of [
      undefined,
      null,
      7,
      'earn',
      [],
      {},
      earn(7),
      earn(''),
      earn('é'),
      earn(`a${nul}`),
    ]) {
      assert.equal(codeOf(match.apply('ann', request).reply), 'invalid_request');
    }
    assert.equal(codeOf(match.apply('ann', earn('x'.repeat(65))).reply), 'invalid_request');
    assert.equal(codeOf(match.apply('ann', earn(' ~'.repeat(32))).reply), undefined);
  });

  it('refuses what is no action of the game, and says where', () => {
    const { match } = started();
    for (const action of [{}, { action: 'fly' }, { action: 'earn' }, { action: 'draw', extra: 1 }]) {
      assert.equal(codeOf(match.apply('ann', { request_id: 'r', ...action }).reply), 'invalid_action');
    }
    const { reply } = match.apply('ann', earn('r2', 'many'));
    assert.ok('message' in reply && String(reply.message).startsWith('coins: '), JSON.stringify(reply));
    assert.equal(match.state.version, 1);
  });

  it('refuses strangers, those who left, and everybody after the end', () => {
    const { match } = started();
    assert.equal(codeOf(match.apply('eve', earn('r1')).reply), 'not_seated');
    assert.equal(match.leave('ann'), true);
    assert.equal(codeOf(match.apply('ann', earn('r1')).reply), 'left');
    match.apply('bob', earn('r1', 100));
    assert.equal(codeOf(match.apply('bob', earn('r2')).reply), 'match_over');
  });

  it('takes a bounded number of actions from one player, and any number of refused ones', () => {
    const { match } = started();
    for (let i = 0; i < MAX_ACTIONS; i++) {
      assert.equal(codeOf(match.apply('ann', { request_id: `r${i}`, action: 'draw' }).reply), undefined);
    }
    assert.equal(
      codeOf(match.apply('ann', { request_id: 'one more', action: 'draw' }).reply),
      'too_many_actions',
    );
    assert.equal(codeOf(match.apply('ann', { request_id: 'r0', action: 'draw' }).reply), undefined);
    assert.equal(codeOf(match.apply('bob', { request_id: 'r', action: 'draw' }).reply), undefined);
  });

  it('takes as many as its game says, and what was taken again in a replay, whatever it says by then', () => {
    const few: typeof toy = { ...toy, maxActions: 3 };
    const match = Match.start(few, toyMaker.plain, QUIET);
    const codes = [1, 2, 3, 4].map((i) =>
      codeOf(match.apply('ann', { request_id: `r${i}`, action: 'draw' }).reply),
    );
    assert.deepEqual(codes, [undefined, undefined, undefined, 'too_many_actions']);
    const again = Match.start({ ...toy, maxActions: 1 }, toyMaker.plain, QUIET);
    again.redo(match.journal);
    assert.equal(again.seq, 3);
    assert.equal(codeOf(again.apply('ann', { request_id: 'r5', action: 'draw' }).reply), 'too_many_actions');
  });

  it('tells who is away and back only what is new, so often at most, and nobody who left', () => {
    const told: string[] = [];
    const minding: typeof toy = {
      ...toy,
      away: (_table, id) => void told.push(`${id} away`),
      back: (_table, id) => void told.push(`${id} back`),
    };
    const match = Match.start(minding, toyMaker.plain, QUIET);
    assert.deepEqual([match.absent('ann', false), match.absent('eve', true)], [false, false]);
    assert.deepEqual([match.absent('ann', true), match.absent('ann', true)], [true, false]);
    assert.equal(match.absent('ann', false), true);
    assert.deepEqual(told, ['ann away', 'ann back']);
    for (let i = 1; i < MAX_ABSENCES; i++) for (const away of [true, false]) match.absent('ann', away);
    assert.deepEqual([match.absent('ann', true), match.seq], [false, 2 * MAX_ABSENCES]);
    match.leave('bob');
    assert.equal(match.absent('bob', true), false);
    assert.equal(
      Match.start(toy, toyMaker.plain, QUIET).absent('ann', true),
      false,
      'a game that does not ask',
    );
  });

  it('takes no more from bots: what is taken from them is replayed like anybody else', () => {
    const eager: typeof toy = { ...toy, over: () => false, bot: () => ({ action: 'draw' }) };
    const match = Match.start(eager, toyMaker.plain, SETUP);
    for (let i = 0; i < 300; i++) match.advance(1000);
    assert.equal(match.seq, MAX_ACTIONS);
  });

  it('goes in whole steps and owes the rest', () => {
    const { match } = started();
    match.advance(49);
    assert.deepEqual([match.now, match.state.ticks], [0, 0]);
    match.advance(1);
    match.advance(149);
    assert.deepEqual([match.now, match.state.ticks, match.state.version], [150, 3, 1]);
    match.advance(851);
    assert.deepEqual([match.now, match.state.ticks, match.state.version], [1050, 21, 2]);
  });

  it('stands still while the process does: it catches up with two seconds at most', () => {
    const { match } = started();
    match.advance(3_600_000);
    assert.equal(match.now, 2000);
  });

  it('stops at the end', () => {
    const { match } = started();
    for (let i = 0; i < 30; i++) match.advance(1000);
    assert.deepEqual([match.over, match.now], [true, 20_000]);
    assert.equal(match.leave('ann'), false);
    assert.deepEqual(match.command('tax', 'op'), {
      refused: { code: 'match_over', message: 'The match is over.' },
    });
  });

  it('lets a player leave once', () => {
    const { match, journal } = started();
    match.apply('ann', earn('r1', 5));
    assert.deepEqual([match.leave('ann'), match.leave('ann'), match.leave('eve')], [true, false, false]);
    assert.deepEqual(
      [match.state.players.get('ann')?.left, match.state.players.get('ann')?.coins],
      [true, 0],
    );
    assert.deepEqual(journal.at(-1), {
      seq: 2,
      at: 0,
      kind: 'leave',
      by: 'ann',
      request_id: '',
      input: null,
      version: 3,
    });
  });

  it('does what an operator commands, by name', () => {
    const { match, journal } = started();
    match.apply('ann', earn('r1', 5));
    assert.deepEqual(match.command('tax', 'olga'), { result: {} });
    assert.equal(match.state.players.get('ann')?.coins, 0);
    assert.deepEqual([match.state.version, journal.at(-1)?.by, journal.at(-1)?.input], [3, 'olga', 'tax']);
    assert.ok('refused' in match.command('rob', 'olga'));
  });

  it('journals what bots do, and lets no bot act that left', () => {
    const { match, journal } = started(SETUP);
    for (let i = 0; i < 5; i++) match.advance(1000);
    const done = journal.length;
    assert.ok(done > 0 && journal.every(({ by, kind }) => by === 'bot' && kind === 'act'));
    assert.deepEqual(
      journal.map(({ seq }) => seq),
      journal.map((_, i) => i + 1),
    );

    match.leave('bot');
    for (let i = 0; i < 5; i++) match.advance(1000);
    assert.equal(journal.length, done + 1);
  });
});
