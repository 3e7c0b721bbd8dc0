import assert from 'node:assert/strict';
import { type SeatClient, Seats } from '../../src/table/Seats.ts';

const client = (sessionId: string) => ({ sessionId }) as SeatClient;

/** A way back that remembers whether it was shut. */
function wayBack() {
  const way = {
    shut: false,
    reject: () => {
      way.shut = true;
    },
  };
  return way;
}

describe('Seats', () => {
  it('gives the seat to the newest session and answers the one before', () => {
    const seats = new Seats();
    seats.add('ada');
    const first = client('s1');
    const second = client('s2');
    assert.equal(seats.enter('ada', first), null);
    assert.equal(seats.enter('ada', second), first);
    assert.equal(seats.holds('ada', 's1'), false);
    assert.equal(seats.client('ada'), second);
  });

  it('ignores the late drop of a session that was replaced', () => {
    const seats = new Seats();
    seats.add('ada');
    seats.enter('ada', client('s1'));
    seats.enter('ada', client('s2'));
    seats.drop('ada', 's1', wayBack() as never);
    assert.equal(seats.present('ada', 0), true);
  });

  it('shuts the old way back when another session takes over or the seat is given up, not when it returns', () => {
    const seats = new Seats();
    seats.add('ada');
    const [taken, used, given] = [wayBack(), wayBack(), wayBack()];
    seats.enter('ada', client('s1'));
    seats.drop('ada', 's1', taken as never);
    seats.enter('ada', client('s2'));
    seats.drop('ada', 's2', used as never);
    seats.enter('ada', client('s2'));
    seats.drop('ada', 's2', given as never);
    seats.remove('ada');
    assert.deepEqual([taken.shut, used.shut, given.shut], [true, false, true]);
    assert.equal(seats.has('ada'), false);
  });

  it('counts who asks over HTTP as here for a while', () => {
    const seats = new Seats();
    seats.add('ada');
    seats.polled('ada', 100);
    seats.polled('ada', 50);
    assert.deepEqual([seats.present('ada', 99), seats.present('ada', 100)], [true, false]);
  });
});
