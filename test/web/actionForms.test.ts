import assert from 'node:assert/strict';
import { z } from 'zod';
import { relayAction } from '../../src/games/relay/messages.ts';
import { actionForms, type Field, writtenValue } from '../../web/src/games/plain/actionForms.ts';

/** As `GET /games` tells it. */
const formsOf = (action: z.ZodType) =>
  actionForms({ ...z.toJSONSchema(action, { io: 'input', unrepresentable: 'any' }) });

const field = (input: Field['input'], required = true): Field => ({
  name: 'f',
  label: 'F',
  about: '',
  required,
  input,
});

describe('the forms of a game without a picture', () => {
  it('are one for each thing that may be done', () => {
    const all: [z.ZodType, string[]][] = [
      [z.strictObject({ action: z.enum(['roll', 'hold']) }), ['roll', 'hold']],
      [z.object({ action: z.literal('pass') }), ['pass']],
      [relayAction, ['answer', 'skip']],
      [
        z.union([
          z.object({ action: z.literal('bid'), to: z.int() }),
          z.discriminatedUnion('action', [
            z.object({ action: z.literal('fold') }),
            z.object({ action: z.literal('call') }),
          ]),
        ]),
        ['bid', 'fold', 'call'],
      ],
      [z.intersection(z.object({ action: z.literal('go') }), z.object({ far: z.int() })), ['go']],
    ];
    for (const [schema, names] of all)
      assert.deepEqual(
        formsOf(schema).map(({ action }) => action),
        names,
      );
  });

  it('have a field as fits what each takes', () => {
    const [bid] = formsOf(
      z.strictObject({
        action: z.literal('bid').describe('Say how many there are.'),
        count: z.int().min(1).max(25).describe('How many dice'),
        face: z.union([z.literal(1), z.literal(6)]),
        suit: z.enum(['clubs', 'hearts']).optional(),
        by: z.uuid(),
        open: z.boolean(),
        note: z.string().max(64).nullable(),
        cards: z.array(z.int()),
        words: z.array(z.string()),
        rate: z.number().default(1),
        odd: z.object({ x: z.int() }),
      }),
    );
    assert.equal(bid?.about, 'Say how many there are.');
    const inputs = Object.fromEntries((bid?.fields ?? []).map(({ name, input }) => [name, input]));
    assert.deepEqual(inputs, {
      count: { kind: 'number', whole: true, min: 1, max: 25 },
      face: { kind: 'choice', options: [1, 6] },
      suit: { kind: 'choice', options: ['clubs', 'hearts'] },
      by: { kind: 'player' },
      open: { kind: 'yes or no' },
      note: { kind: 'text', max: 64 },
      cards: { kind: 'list', of: 'number' },
      words: { kind: 'list', of: 'text' },
      rate: { kind: 'number', whole: false },
      odd: { kind: 'json' },
    });
    assert.deepEqual(
      bid?.fields.filter(({ required }) => !required).map(({ name }) => name),
      ['suit', 'note', 'rate'],
    );
    assert.equal(bid?.fields[0]?.about, 'How many dice');
  });

  it('send what was written, as the game takes it', () => {
    assert.equal(writtenValue(field({ kind: 'number', whole: true }), ' 12 '), 12);
    assert.equal(writtenValue(field({ kind: 'number', whole: false }), '0,5'), 0.5);
    assert.equal(writtenValue(field({ kind: 'number', whole: true }), 'many'), 'many');
    assert.equal(writtenValue(field({ kind: 'text' }), ''), undefined);
    assert.equal(writtenValue(field({ kind: 'text' }), ' as it is '), ' as it is ');
    assert.equal(writtenValue(field({ kind: 'choice', options: [1, 6] }), '6'), 6);
    assert.equal(writtenValue(field({ kind: 'choice', options: [1, 6] }, false), ''), undefined);
    assert.equal(writtenValue(field({ kind: 'yes or no' }), 'false'), false);
    assert.deepEqual(writtenValue(field({ kind: 'list', of: 'number' }), '1, 2,3'), [1, 2, 3]);
    assert.deepEqual(writtenValue(field({ kind: 'list', of: 'text' }), 'a, b'), ['a', 'b']);
    assert.deepEqual(writtenValue(field({ kind: 'json' }), '{"x":1}'), { x: 1 });
    assert.equal(writtenValue(field({ kind: 'json' }), '{x'), '{x');
  });

  it('are none where nothing can be made of a schema, whatever it is', () => {
    for (const schema of [{}, { anyOf: 1 }, { oneOf: [null] }, { $ref: '#' }, { properties: { action: 7 } }])
      assert.deepEqual(actionForms(schema), []);
  });
});
