import assert from 'node:assert/strict';
import type { Client } from '@colyseus/core';
import { InputDecoder, InputEncoder } from '@colyseus/schema/input';
import { Random } from '../../src/lib/random.ts';
import { InputDoor, inputClass } from '../../src/rooms/InputDoor.ts';
import { sparks } from '../games/sparks/sparks.ts';

const INPUT = 19;
const rules = sparks.live;
const Input = inputClass('sparks', rules.input);

/** A door, who stands before it, and what it told. */
function door(player: string | null = 'ann') {
  let time = 0;
  const told = { refused: [] as string[], flooded: 0, paid: 0, bytes: 0 };
  const made = new InputDoor(rules, sparks.stepMs, {
    now: () => time,
    playerOf: () => player,
    pay: (_client, bytes) => {
      told.paid += 1;
      told.bytes += bytes;
    },
    refused: (reason) => void told.refused.push(reason),
    flooded: () => void told.flooded++,
  });
  const client = { sessionId: 's' } as Client;
  return {
    told,
    admit: (frame: number[], by = client) => made.admit(by, Uint8Array.from(frame)),
    pass: (ms: number) => (time += ms),
  };
}

describe('the door of inputs', () => {
  it('lets through what the framework’s own client sends', () => {
    const at = door();
    const random = Random.seeded('honest');
    const data = new Input() as unknown as Record<string, number>;
    const encoder = new InputEncoder(data as never);
    const got = new Input() as unknown as Record<string, number>;
    const decoder = new InputDecoder(got as never);
    for (let i = 0; i < 500; i++) {
      for (const [field, [, min, max]] of Object.entries(rules.input))
        if (random.chance(0.5)) data[field] = random.int(min, max);
      const frame = [INPUT, ...encoder.encode()];
      assert.ok(at.admit(frame), `${frame}`);
      decoder.decode(Uint8Array.from(frame.slice(1)));
      for (const field of Object.keys(rules.input)) assert.equal(got[field] ?? 0, data[field] ?? 0);
      at.pass(30);
    }
    const { bytes, ...told } = at.told;
    assert.deepEqual(told, { refused: [], flooded: 0, paid: 500 });
    assert.ok(bytes > 500);
  });

  it('lets nothing through that is no list of fields with their bytes', () => {
    const at = door();
    const bad = [
      [INPUT, 128],
      [INPUT, 128, 1, 129],
      [INPUT, 133, 1],
      [INPUT, 0],
      [INPUT, 127, 1],
      [INPUT, 255, 255],
      [INPUT, 132, 1],
      [INPUT | 0x80, 128, 1],
      [INPUT | 0x40, 128, 1],
      [INPUT | 0x20, 128, 1],
      [INPUT, ...Array.from({ length: 20 }, () => [128, 1]).flat()],
    ];
    for (const frame of bad) assert.equal(at.admit(frame), false, `${frame}`);
    assert.deepEqual(
      at.told.refused,
      bad.map(() => 'malformed'),
    );
  });

  it('leaves the decoder nothing to stumble over, whatever comes', () => {
    const random = Random.seeded('fuzz');
    const got = new Input() as unknown as Record<string, number>;
    const decoder = new InputDecoder(got as never);
    const at = door();
    let through = 0;
    for (let i = 0; i < 20_000; i++) {
      at.pass(30);
      const by = { sessionId: 's' } as Client; // one alone would be sent away soon
      const field = () => (random.chance(0.9) ? 128 + random.int(0, 5) : random.int(0, 255));
      const frame = [
        INPUT,
        ...Array.from({ length: random.int(0, 12) }, (_, at) => (at % 2 ? random.int(0, 255) : field())),
      ];
      if (!at.admit(frame, by)) continue;
      through += 1;
      decoder.decode(Uint8Array.from(frame.slice(1)));
      for (const value of Object.values(got)) assert.ok(Number.isInteger(value));
    }
    assert.ok(through > 500, `${through}`);
  });

  it('takes nothing of who only watches, and does not for ever listen to them either', () => {
    const at = door(null);
    assert.equal(at.admit([INPUT]), false);
    assert.deepEqual(at.told.refused, ['not_seated']);
    for (let i = 0; i < 1_000; i++) at.admit([INPUT]);
    assert.equal(at.told.flooded, 1);
  });

  it('lets a player send twice what is taken of them, and all that a stalled network held back', () => {
    const at = door();
    for (let i = 0; i < 300; i++) assert.ok(at.admit([INPUT]));
    for (let i = 0; i < 3_000; i++) {
      at.pass(15);
      assert.ok(at.admit([INPUT]), `${i}`);
    }
    assert.equal(at.told.flooded, 0);
  });

  it('closes a flood once, and hears nothing of it any more', () => {
    const at = door();
    let through = 0;
    for (let i = 0; i < 10_000; i++) if (at.admit([INPUT])) through += 1;
    assert.ok(through < 340, `${through}`);
    assert.equal(at.told.flooded, 1);
    assert.ok(at.told.paid < 342);
  });

  it('sends away who goes on sending what is none, however slowly', () => {
    const at = door();
    for (let i = 0; i < 300 && at.told.flooded === 0; i++) {
      at.pass(1_000);
      assert.ok(at.admit([INPUT, 128, 1]));
      assert.equal(at.admit([INPUT, 128]), false);
    }
    assert.equal(at.told.flooded, 1);
    assert.equal(at.told.refused.length, 100);
    assert.equal(at.admit([INPUT, 128, 1]), false);
  });

  it('takes a long frame for as many as would be as long, and has it paid by its length', () => {
    const at = door();
    const garbage = Array.from({ length: 16 * 1024 }, () => INPUT);
    assert.equal(at.admit(garbage), false);
    at.pass(30);
    assert.equal(at.admit(garbage), false);
    assert.equal(at.told.flooded, 1);
    assert.equal(at.told.bytes, 2 * 16 * 1024);
  });

  it('counts a player over all their sockets', () => {
    const at = door();
    let through = 0;
    for (let i = 0; i < 1_000; i++) if (at.admit([INPUT], { sessionId: `s${i}` } as Client)) through += 1;
    assert.ok(through < 340, `${through}`);
  });
});
