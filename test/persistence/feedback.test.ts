import assert from 'node:assert/strict';
import type { Feedback, NewFeedback } from '../../src/players/feedback.ts';
import { KINDS, newId, type Stores } from './stores.ts';

const anonymous: NewFeedback = { player: null, rating: null, text: 'Nice.', contact: null, page: null };

for (const [kind, open] of Object.entries(KINDS)) {
  describe(`feedback in ${kind}`, function () {
    this.timeout(180_000);
    let stores: Stores;

    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores?.close());

    it('is kept as it was given', async () => {
      const { id: player } = await stores.accounts.create({ id: newId(), name: 'Ada' });
      const given = { player, rating: 4, text: 'More ☃!', contact: 'ada@example.com', page: '/app' } as const;
      const added = await stores.feedback.add(given);
      assert.deepEqual(added, { ...given, id: added.id, createdAt: stores.clock.now });
      assert.deepEqual(await stores.feedback.list({ limit: 10 }), [added]);
    });

    it('takes any text, NUL included', async () => {
      await stores.feedback.add({ ...anonymous, text: 'a\0b', contact: '\0', page: '\ud800' });
      assert.equal((await stores.feedback.list({ limit: 10 })).length, 1);
    });

    it('is listed newest first, in pages', async () => {
      for (const text of ['one', 'two', 'three', 'four']) {
        stores.clock.now += 1000;
        await stores.feedback.add({ ...anonymous, text });
      }
      const page = await stores.feedback.list({ limit: 2 });
      const rest = await stores.feedback.list({ limit: 5, before: { createdAt: page[1]?.createdAt ?? 0 } });
      assert.deepEqual(
        [page, rest].map((list) => list.map(({ text }) => text)),
        [
          ['four', 'three'],
          ['two', 'one'],
        ],
      );
    });

    it('is listed whole in pages, however much comes in one moment', async () => {
      for (let i = 0; i < 5; i++) await stores.feedback.add({ ...anonymous, text: `${i}` });
      const [whole, seen] = [await stores.feedback.list({ limit: 9 }), [] as Feedback[]];
      for (let page = 0; page < 3; page++)
        seen.push(
          ...(await stores.feedback.list({ limit: 2, ...(seen.length > 0 && { before: seen.at(-1) }) })),
        );
      assert.deepEqual(seen, whole);
    });
  });
}
