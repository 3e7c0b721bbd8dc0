import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lookAlike, skeleton, toldApart } from '../../../src/lib/text/lookalikes.ts';

describe('look-alikes', () => {
  it('are names that can be taken for each other', () => {
    const pairs =
      'Ada Ada|Ada Аda|Ada Αda|Ada ADA|Ada ａｄａ|Ada 𝓐𝓭𝓪|Ada A\u200Dda|Ian lan|Ian ian|Bi11 bill|PayPaI paypal|аdмin Admin|Ηouse house|' +
      "modern rnodern|O’Brien O'Brien|straße STRASSE|Zoë Zoe\u0308|ﬁn fin|ОЛЬГА Ольга|Ϲora Cora|ϲora cora";
    for (const pair of pairs.split('|')) {
      const [a = '', b = ''] = pair.split(' ');
      assert.ok(lookAlike(a, b), pair);
      assert.ok(lookAlike(b, a), pair);
    }
  });

  it('are none that a reader can tell apart', () => {
    for (const pair of 'Ada Eda|Ian Lan|BILL BiII|Zoe Zoë|李 季|Ada Adam|Bob Rob|Ann Anna'.split('|')) {
      const [a = '', b = ''] = pair.split(' ');
      assert.ok(!lookAlike(a, b), pair);
    }
  });

  it('have the skeletons of UTS 39', () => {
    assert.equal(skeleton('раураІ'), 'paypal');
    assert.equal(skeleton('ѕсоре'), 'scope');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => lookAlike(text, text.normalize('NFD'))));
  });
});

describe('names at one table', () => {
  it('are told apart by a number', () => {
    assert.deepEqual(toldApart(['Ada', 'Bob', 'Аda', 'ADA']), ['Ada', 'Bob', 'Аda (2)', 'ADA (3)']);
    assert.deepEqual(toldApart(['Ada (2)', 'Ada', 'Ada']), ['Ada (2)', 'Ada', 'Ada (3)']);
    assert.deepEqual(toldApart(['Ada'], ['Ada', 'Ada (2)']), ['Ada (3)']);
  });

  it('are as they were when they are told apart already', () => {
    const names = fc.array(fc.constantFrom('Ada', 'Аda', 'ADA', 'Ada (2)', 'Bob', 'Bоb', 'Ian', 'lan'), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(names, (chosen) => {
        const apart = toldApart(chosen);
        assert.deepEqual(toldApart(apart), apart);
        for (const [i, a] of apart.entries()) assert.ok(!apart.slice(0, i).some((b) => lookAlike(a, b)), a);
      }),
    );
  });
});
