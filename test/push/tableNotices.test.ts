import assert from 'node:assert/strict';
import { invitationNotice } from '../../src/push/ownNotices.ts';
import { newNotification } from '../../src/push/requests.ts';
import { matchFoundNotice, partyReadyNotice, readyCheckNotice } from '../../src/push/tableNotices.ts';

const RELAY = { name: 'relay', title: 'Relay' };

describe('an invitation to a party', () => {
  it('is told once for each party, and each code of it', () => {
    const keyOf = (player: string, code: string) =>
      invitationNotice(player, { from: 'ada', name: 'Ada', code, game: 'relay' }).dedupeKey;
    assert.equal(keyOf('bob', 'first'), keyOf('bob', 'first'));
    const keys = [keyOf('bob', 'first'), keyOf('bob', 'second'), keyOf('cy', 'first')];
    assert.equal(new Set(keys).size, 3);
  });

  it('keeps its order around a name that is written the other way', () => {
    const { title } = invitationNotice('bob', { from: 'ada', name: 'עדה', code: 'c', game: 'relay' });
    assert.equal(title, '\u2068עדה\u2069 invites you to a party');
  });
});

describe('what is told of tables to who is elsewhere', () => {
  it('is told while it can be answered, and once', () => {
    const question = { ticket: 't', deadline: 20_000 };
    const asked = readyCheckNotice('ada', RELAY, question, 10_400);
    assert.deepEqual(asked, {
      audience: { player: 'ada' },
      topic: 'match',
      priority: 'high',
      title: 'A table of Relay is ready',
      body: 'Accept within a few seconds.',
      data: { kind: 'ready_check', ticket: 't', game: 'relay', link: '/' },
      ttlS: 10,
      dedupeKey: 'ready t 20000',
    });
    assert.equal(readyCheckNotice('ada', RELAY, question, 30_000).ttlS, 1, 'never for nothing, or less');
    const found = matchFoundNotice('ada', { name: 'toy' }, 'm');
    assert.deepEqual(
      [found.title, found.ttlS, found.data?.link, found.dedupeKey],
      ['Your table of toy waits for you', 60, '/table/m', 'found m ada'],
    );
  });

  it('is what an operator might say, too', () => {
    const player = '00000000-0000-4000-8000-000000000001';
    const question = { ticket: player, deadline: 0 };
    const notices = [
      readyCheckNotice(player, RELAY, question, 0),
      matchFoundNotice(player, RELAY, player),
      partyReadyNotice(player, RELAY, player),
    ];
    for (const { ttlS, dedupeKey, topic: _, ...notice } of notices)
      assert.equal(
        newNotification.safeParse({ ...notice, ttl_s: ttlS, dedupe_key: dedupeKey }).success,
        true,
      );
  });
});
