import assert from 'node:assert/strict';
import { ServerTime } from '../../client/ServerTime.ts';

const SECOND = Date.parse('2030-01-01T00:00:10Z');
/** What a server says whose clock shows this, epoch ms. */
const dateOf = (at: number) => new Date(Math.floor(at / 1000) * 1000).toUTCString();

describe('the time of the server', () => {
  it('is taken to be ours while ours may be right', () => {
    const time = new ServerTime();

    time.heard(SECOND + 700, SECOND + 720, dateOf(SECOND + 710));

    assert.equal(time.ahead, 0);
  });

  it('is known to half a second when the clocks are far apart', () => {
    const time = new ServerTime();
    const ahead = 3_600_000;

    time.heard(SECOND + 300, SECOND + 340, dateOf(SECOND + 320 + ahead));

    assert.ok(Math.abs(time.ahead - ahead) <= 520, `${time.ahead}`);
  });

  it('is narrowed down with every answer', () => {
    const time = new ServerTime();
    const ahead = 3_600_000;
    for (let at = SECOND; at < SECOND + 3000; at += 90) time.heard(at, at + 20, dateOf(at + 10 + ahead));

    assert.ok(Math.abs(time.ahead - ahead) <= 60, `${time.ahead}`);
  });

  it('is measured anew when one of the clocks was set', () => {
    const time = new ServerTime();
    time.heard(SECOND, SECOND + 20, dateOf(SECOND + 10 + 3_600_000));

    time.heard(SECOND + 5000, SECOND + 5020, dateOf(SECOND + 5010 - 60_000));

    assert.ok(Math.abs(time.ahead + 60_000) <= 520, `${time.ahead}`);
  });

  it('is not changed by an answer without a date', () => {
    const time = new ServerTime();

    time.heard(SECOND, SECOND + 20, null);
    time.heard(SECOND, SECOND + 20, 'yesterday');

    assert.equal(time.ahead, 0);
  });
});
