import assert from 'node:assert/strict';
import type { GameRecord } from '../../src/games/game.ts';
import { Problem } from '../../src/lib/problem.ts';
import type { LedgerEntry } from '../../src/match/ledger.ts';
import type { StoredRating } from '../../src/match/records.ts';
import { newRating } from '../../src/matchmaking/rating.ts';
import { bot, journalEntry, person, resultOf, simpleRate, startOf } from './matches.ts';
import { KINDS, newId, type Stores } from './stores.ts';

function mustNotRate(): never {
  throw new Error('rated');
}

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`match records in ${kind}`, function () {
    this.timeout(180_000);
    let stores: Stores;

    before(async () => {
      stores = await open();
    });
    after(() => stores?.close());

    it('know a match from its start', async () => {
      const seats = [await person(stores), bot(), await person(stores, 'Bo')];
      const start = startOf(seats);
      await stores.records.started(start);
      await stores.records.started(start);
      const unknown = { rank: null, score: null, left: false, rating: null };
      assert.deepEqual(await stores.records.find(start.setup.id), {
        id: start.setup.id,
        game: 'relay',
        outcome: 'running',
        reason: null,
        why: start.why,
        quality: 0.75,
        rated: true,
        startedAt: start.startedAt,
        finishedAt: null,
        gameMs: null,
        players: seats.map((who, seat) => ({ ...who, seat, ...unknown })),
      });
      assert.equal(await stores.records.replay(start.setup.id), null);
      assert.equal(await stores.records.ledger(start.setup.id), null);
      assert.deepEqual(await stores.records.recordsOf(start.setup.id), []);
    });

    it('know nothing of other matches', async () => {
      for (const id of [newId(), 'nonsense']) {
        assert.equal(await stores.records.find(id), null);
        assert.equal(await stores.records.replay(id), null);
        assert.equal(await stores.records.ledger(id), null);
        assert.deepEqual(await stores.records.recordsOf(id), []);
      }
      const result = resultOf(startOf([]));
      const isUnknown = (error: unknown) => error instanceof Problem && error.code === 'unknown_match';
      await assert.rejects(stores.records.finished(result, simpleRate), isUnknown);
    });

    it('keep a result whole', async () => {
      const [ada, bo] = [await person(stores), await person(stores, 'Bo')];
      const start = startOf([ada, bo]);
      await stores.records.started(start);
      const line = { giver: ada.id, taker: bo.id, debit: ada.id, credit: bo.id };
      const ledger: LedgerEntry[] = [
        { seq: 1, kind: 'award', ...line, amount: 12 },
        { seq: 2, kind: 'decay', ...line, credit: 'house', amount: Number.MAX_SAFE_INTEGER },
      ];
      const journal = [
        journalEntry(1, ada.id, {
          version: 4,
          result: { correct: true },
          at: 1000 / 66,
          input: { action: 'answer', puzzle_id: 'p1', answer: ' 7' },
        }),
        journalEntry(2, bo.id, { kind: 'away', request_id: '', input: null }),
        journalEntry(3, bo.id, { kind: 'back', request_id: '', input: null }),
        journalEntry(4, bo.id, { kind: 'leave', request_id: '', input: null }),
      ];
      const puzzle = { type: 'anagram', level: 2, prompt: 'TCA?', answer: 'cat' };
      const solved = { id: 'p1', ...puzzle, openedAt: 0, closedAt: 1500.5, outcome: 'solved' };
      const open = { id: 'p2', ...puzzle, openedAt: 1500.5, closedAt: null, outcome: 'open' };
      const records: GameRecord[] = [
        { kind: 'puzzle', player: ada.id, at: 0, data: solved },
        { kind: 'round', player: '', at: 700.25, data: { zebra: [1, null, 'x'], apple: { deep: true } } },
        { kind: 'puzzle', player: ada.id, at: 1500.5, data: open },
        { kind: 'round', player: bo.id, at: 1500.5, data: {} },
      ];
      const finalState = { zebra: 1, players: { [ada.id]: { points: 0.1 + 0.2 } }, apple: [1, null, 'x'] };
      const more = { ledger, journal, records, finalState, left: [bo.id], gameMs: 1234.5 };
      const changes = await stores.records.finished(resultOf(start, more), simpleRate);

      const record = await stores.records.find(start.setup.id);
      const rating = (i: number) => ({ before: changes[i]?.before, after: changes[i]?.after });
      assert.equal(record?.outcome, 'finished');
      assert.equal(record.finishedAt, Date.UTC(2026, 0, 1, 0, 5));
      assert.equal(record.gameMs, 1234.5);
      assert.deepEqual(record.players, [
        { ...ada, seat: 0, rank: 1, score: 100, left: false, rating: rating(0) },
        { ...bo, seat: 1, rank: 2, score: 99, left: true, rating: rating(1) },
      ]);
      assert.deepEqual(await stores.records.ledger(start.setup.id), ledger);
      assert.deepEqual(await stores.records.recordsOf(start.setup.id), records);
      const replay = await stores.records.replay(start.setup.id);
      assert.deepEqual(replay, { setup: start.setup, journal, gameMs: 1234.5, finalState, stateHash: 'abc' });
      assert.equal(JSON.stringify(replay.finalState), JSON.stringify(finalState), 'in the same order');
    });

    it('write a result once, and answer the same ever after', async () => {
      const seats = [await person(stores), await person(stores)];
      const start = startOf(seats);
      await stores.records.started(start);
      const result = resultOf(start, { journal: [journalEntry(1, 'x')] });
      const first = await stores.records.finished(result, simpleRate);
      const second = await stores.records.finished({ ...result, outcome: 'abandoned' }, mustNotRate);
      assert.deepEqual(second, first);
      assert.equal((await stores.records.find(start.setup.id))?.outcome, 'finished');
      assert.equal((await stores.records.replay(start.setup.id))?.journal.length, 1);
    });

    it('write a result once when two write it at the same time', async () => {
      const seats = [await person(stores), await person(stores)];
      const start = startOf(seats);
      await stores.records.started(start);
      const results = await Promise.all(
        [1, 2, 3].map(() => stores.records.finished(resultOf(start), simpleRate)),
      );
      assert.deepEqual(results[1], results[0]);
      assert.deepEqual(results[2], results[0]);
      const ratings = await stores.records.ratingsIn(
        'relay',
        seats.map(({ id }) => id),
      );
      assert.deepEqual(
        seats.map(({ id }) => ratings.get(id)?.played),
        [1, 1],
      );
    });

    it('write nothing of a result when a part of it fails', async () => {
      const start = startOf([await person(stores), await person(stores)]);
      await stores.records.started(start);
      const result = resultOf(start, { journal: [journalEntry(1, 'x')] });
      await assert.rejects(stores.records.finished(result, mustNotRate), /rated/);
      assert.equal((await stores.records.find(start.setup.id))?.outcome, 'running');
      assert.equal((await stores.records.finished(result, simpleRate)).length, 2);
    });

    it('rate people among each other, and bots not at all', async () => {
      const [ada, bo] = [await person(stores), await person(stores)];
      const machine = bot();
      const start = startOf([bo, machine, ada]);
      await stores.records.started(start);
      const standings = [machine, ada, bo].map(({ id }, i) => ({ id, rank: i + 1, score: 0 }));
      const asked: [StoredRating[], number[]][] = [];
      const changes = await stores.records.finished(resultOf(start, { standings }), (before, ranks) => {
        asked.push([before, ranks]);
        return simpleRate(before, ranks);
      });
      assert.deepEqual(asked, [
        [
          [newRating(), newRating()],
          [2, 1],
        ],
      ]);
      assert.deepEqual(
        changes.map(({ player }) => player),
        [bo.id, ada.id],
      );
      const players = (await stores.records.find(start.setup.id))?.players ?? [];
      assert.deepEqual(
        players.map(({ rank, rating }) => [rank, rating !== null]),
        [
          [3, true],
          [1, false],
          [2, true],
        ],
      );
    });

    it('keep equal ranks of people equal', async () => {
      const seats = [await person(stores), bot(), await person(stores), await person(stores)];
      const start = startOf(seats);
      await stores.records.started(start);
      const ranks = [2, 1, 2, 4];
      const standings = seats.map(({ id }, i) => ({ id, rank: ranks[i] ?? 0, score: 0 }));
      let asked: number[] = [];
      await stores.records.finished(resultOf(start, { standings }), (before, among) => {
        asked = among;
        return simpleRate(before, among);
      });
      assert.deepEqual(asked, [1, 1, 3]);
    });

    it('rate nobody who was alone with bots, in an abandoned match, or in one that does not count', async () => {
      const alone = startOf([await person(stores), bot(), bot()]);
      const abandoned = startOf([await person(stores), await person(stores)]);
      const friends = startOf([await person(stores), await person(stores)], { rated: false });
      for (const start of [alone, abandoned, friends]) await stores.records.started(start);
      assert.deepEqual(await stores.records.finished(resultOf(alone), mustNotRate), []);
      assert.deepEqual(await stores.records.finished(resultOf(friends), mustNotRate), []);
      assert.equal((await stores.records.find(friends.setup.id))?.rated, false);
      const result = resultOf(abandoned, { outcome: 'abandoned', reason: 'too_long' });
      assert.deepEqual(await stores.records.finished(result, mustNotRate), []);
      const { outcome, reason } = (await stores.records.find(abandoned.setup.id)) ?? {};
      assert.deepEqual([outcome, reason], ['abandoned', 'too_long']);
      assert.equal((await stores.records.find(friends.setup.id))?.reason, null);
      assert.deepEqual(await stores.records.ratings(abandoned.setup.seats[0]?.id ?? ''), {});
    });

    it('start from the ratings of the match before, to the last bit', async () => {
      const seats = [await person(stores), await person(stores)];
      const [first, second, other] = [startOf(seats), startOf(seats), startOf(seats)];
      other.setup.game = 'holdem';
      for (const start of [first, second, other]) await stores.records.started(start);
      const [after] = await stores.records.finished(resultOf(first), (before) =>
        before.map(() => ({ mu: 1500 + 0.1 + 0.2, sigma: 1000 / 3, played: 1 })),
      );
      const [change] = await stores.records.finished(resultOf(second), simpleRate);
      const [elsewhere] = await stores.records.finished(resultOf(other), simpleRate);
      assert.deepEqual(change?.before, after?.after);
      assert.deepEqual(elsewhere?.before, newRating());
      assert.deepEqual(await stores.records.ratings(seats[0]?.id ?? ''), {
        relay: change?.after,
        holdem: elsewhere?.after,
      });
    });

    it('lose no rating when many results with the same people come at once', async () => {
      const people = [await person(stores), await person(stores), await person(stores)];
      const [a, b, c] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
      const orders = [
        [a, b, c],
        [c, b, a],
        [b, a, c],
        [c, a, b],
      ];
      const starts = Array.from({ length: 12 }, (_, i) => startOf([...(orders[i % orders.length] ?? [])]));
      for (const start of starts) await stores.records.started(start);
      await Promise.all(starts.map((start) => stores.records.finished(resultOf(start), simpleRate)));
      const ratings = await stores.records.ratingsIn('relay', [a.id, b.id, c.id, 'nobody']);
      assert.deepEqual(
        people.map(({ id }) => ratings.get(id)?.played),
        [12, 12, 12],
      );
    });

    it('keep whatever a client may have sent, byte for byte', async () => {
      const start = startOf([await person(stores)]);
      await stores.records.started(start);
      const journal = ['a\0b', '\ud800', '\u202e', '"\\\'', ' '].map((text, i) =>
        journalEntry(i + 1, 'x', { request_id: text, input: { action: 'answer', answer: text } }),
      );
      await stores.records.finished(resultOf(start, { journal }), simpleRate);
      assert.deepEqual((await stores.records.replay(start.setup.id))?.journal, journal);
    });

    it('hold a long match', async () => {
      const start = startOf([await person(stores), await person(stores)]);
      await stores.records.started(start);
      const line = { kind: 'award', giver: 'a', taker: 'b', debit: 'a', credit: 'b', amount: 1 };
      const ledger = Array.from({ length: 5000 }, (_, i) => ({ seq: i + 1, ...line }));
      const journal = Array.from({ length: 20_000 }, (_, i) => journalEntry(i + 1, 'x'));
      await stores.records.finished(resultOf(start, { ledger, journal }), simpleRate);
      assert.deepEqual(await stores.records.ledger(start.setup.id), ledger);
      assert.deepEqual((await stores.records.replay(start.setup.id))?.journal, journal);
    });

    it("list a player's matches, newest first, in pages", async () => {
      const [ada, bo] = [await person(stores), await person(stores)];
      const starts = [1, 2, 3, 4].map((hour) =>
        startOf([hour === 2 ? bo : ada], { startedAt: Date.UTC(2026, 0, 1, hour) }),
      );
      for (const start of starts) await stores.records.started(start);
      const first = await stores.records.ofPlayer(ada.id, { limit: 2 });
      const rest = await stores.records.ofPlayer(ada.id, { limit: 2, before: first[1]?.startedAt ?? 0 });
      const [one, , three, four] = starts.map(({ setup }) => setup.id);
      assert.deepEqual(
        [first, rest].map((page) => page.map(({ id }) => id)),
        [[four, three], [one]],
      );
      assert.deepEqual(first[0], await stores.records.find(four ?? ''));
      assert.deepEqual(await stores.records.ofPlayer('nobody', { limit: 2 }), []);
    });
  });
}
