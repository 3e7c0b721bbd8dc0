import assert from 'node:assert/strict';
import { lightOf } from '../../web/src/games/relay/points.ts';
import { seatMood } from '../../web/src/games/relay/seatMood.ts';

const playing = {
  started: true,
  active: true,
  away: false,
  critical: false,
  fedNow: false,
  first: false,
};

describe('the face of somebody in the ring', () => {
  it('tells how they are', () => {
    assert.equal(seatMood(playing), 'calm');
    assert.equal(seatMood({ ...playing, fedNow: true }), 'glad');
    assert.equal(seatMood({ ...playing, critical: true }), 'sweating');
    assert.equal(seatMood({ ...playing, away: true }), 'asleep');
    assert.equal(seatMood({ ...playing, active: false }), 'ghost');
    assert.equal(seatMood({ ...playing, first: true }), 'proud');
  });

  it('is of what matters most: out before away, away before fed, fed before in danger', () => {
    const all = { ...playing, away: true, critical: true, fedNow: true };
    assert.equal(seatMood({ ...all, active: false }), 'ghost');
    assert.equal(seatMood(all), 'asleep');
    assert.equal(seatMood({ ...all, away: false }), 'glad');
  });

  it('is nobody’s ghost before the start', () => {
    assert.equal(seatMood({ ...playing, started: false, active: false }), 'calm');
    assert.equal(seatMood({ ...playing, started: false, active: false, away: true }), 'asleep');
  });
});

describe('the light of the room', () => {
  const lamp = (points: number, active = true) => ({ points, active }) as never;

  it('is that of all lamps together, none of them brighter than full', () => {
    assert.equal(lightOf({ phase: 'playing', players: [lamp(100), lamp(250)] }), 1);
    assert.equal(lightOf({ phase: 'playing', players: [lamp(100), lamp(50), lamp(40, false)] }), 0.5);
    assert.equal(lightOf({ phase: 'finished', players: [lamp(0, false)] }), 0);
  });

  it('is full before the match', () => {
    assert.equal(lightOf({ phase: 'waiting', players: [lamp(0, false)] }), 1);
    assert.equal(lightOf({ phase: 'playing', players: [] }), 1);
  });
});
