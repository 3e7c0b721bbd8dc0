import assert from 'node:assert/strict';
import { unreadOf } from '../../web/src/table/useUnread.ts';

const line = (id: number, from: string, at: number) => ({
  ...{ id, from, at, name: from, face: 'circle-blue-bare', text: 'Hello', spectator: false },
});

describe('lines of a chat that nobody looked at', () => {
  const lines = [line(1, 'bob', 50), line(2, 'bob', 100), line(3, 'ada', 110), line(4, 'cem', 120)];

  it('are counted: those of others, since one came', () => {
    assert.equal(unreadOf(lines, { me: 'ada', read: -1, since: 100 }), 2);
    assert.equal(unreadOf([], { me: 'ada', read: -1, since: 100 }), 0);
  });

  it('are read once they were to be seen', () => {
    assert.equal(unreadOf(lines, { me: 'ada', read: 2, since: 0 }), 1);
    assert.equal(unreadOf(lines, { me: 'ada', read: 4, since: 0 }), 0);
  });
});
