import assert from 'node:assert/strict';
import { ChatLog } from '../../client/ChatLog.ts';

const line = (id: number, from = 'ada') => ({
  id,
  from,
  name: from,
  face: 'circle-blue-bare',
  text: `${id}`,
  at: 1,
  spectator: false,
});

describe('ChatLog', () => {
  it('keeps the latest hundred lines', () => {
    const log = new ChatLog(new Set());

    for (let id = 1; id <= 130; id++) log.add(line(id));

    assert.equal(log.lines.length, 100);
    assert.deepEqual([log.lines[0]?.id, log.lines.at(-1)?.id], [31, 130]);
  });

  it('takes each line once and says whether it is shown', () => {
    const log = new ChatLog(new Set(['bob']));

    assert.deepEqual([log.add(line(1)), log.add(line(1)), log.add(line(2, 'bob'))], [true, false, false]);
    assert.equal(log.lines.length, 1);
  });
});
