import assert from 'node:assert/strict';
import { differenceOf } from './differenceOf.ts';

describe('what differs where a secret shows', () => {
  it('is named by its path, with both values', () => {
    const state = (cards: number[]) => `HTTP: ${JSON.stringify({ players: { bob: { cards } } })}`;
    assert.match(
      differenceOf(state([1, 2]), state([1, 3])),
      /^the HTTP tells: players\.bob\.cards\.1 is 2, and 3 with/,
    );
    assert.match(differenceOf(state([1]), state([1, 3])), /players\.bob\.cards\.1 is not there, and 3 with/);
    assert.match(differenceOf('version: 7', 'version: 8'), /^the version tells: it is 7, and 8 with/);
    assert.match(differenceOf('event: {"a":1,"b":2}', 'event: {"b":2,"a":1}'), /the order of what is in it/);
  });

  it('is named by its byte in a patch', () => {
    assert.match(
      differenceOf('patch: ff00a1b2', 'patch: ff00a3b2'),
      /^the patch tells: byte 2 is a1b2 \(of 4 bytes\), and a3b2 \(of 4 bytes\)/,
    );
    assert.match(differenceOf('patch: ff00', 'patch: ff00a3'), /byte 2 is nothing \(of 2 bytes\), and a3/);
  });

  it('may be that something comes at all', () => {
    assert.match(differenceOf('event: {}', 'patch: 00'), /^what comes is event, and patch with/);
    assert.match(differenceOf(undefined, 'patch: 00'), /^what comes is nothing more, and patch with/);
  });
});
