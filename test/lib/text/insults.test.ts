import assert from 'node:assert/strict';
import words from 'an-array-of-english-words/index.json' with { type: 'json' };
import { hasInsult, starOut } from '../../../src/lib/text/insults.ts';
import { INNOCENT, INSULTS } from './innocent.ts';

describe('insults', () => {
  it('are not found in names, towns, animals and words that hold one', () => {
    assert.ok(INNOCENT.length > 200);
    const taken = INNOCENT.filter((text) => hasInsult(text) || hasInsult(`I like ${text} a lot`));
    assert.deepEqual(taken, []);
  });

  it('are found plain and in disguise, alone and in a sentence', () => {
    assert.deepEqual(
      INSULTS.filter((text) => !hasInsult(text) || !hasInsult(`you ${text} there`)),
      [],
    );
    for (const text of ['f|u|c|k', 'cunt|Bob', 'Bob|cunt', 'sh|t']) assert.ok(hasInsult(text), text);
  });

  it('are in no code of a letter or two and a number', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const short = [...letters, ...letters.flatMap((a) => letters.map((b) => a + b))];
    const numbers = Array.from({ length: 100 }, (_, i) => `${i * 11}`);
    assert.deepEqual(short.flatMap((one) => numbers.map((number) => one + number)).filter(hasInsult), []);
  });

  it('are few of the words of English that hold one', () => {
    const holding = words.filter((word) =>
      /ass|cum|cock|dick|fuk|shit|tit|wank|twat|an(?:al|us)|rap[ei]|puss/.test(word),
    );
    const found = holding.filter(hasInsult);
    assert.ok(holding.length > 4_000 && found.length < 100, `${found.length} of ${holding.length}`);
    for (const word of ['therapist', 'cumbersome', 'tittle', 'niggard', 'assess', 'shiitake']) {
      assert.ok(!found.includes(word), word);
    }
  });

  it('are starred out where they stand, and nothing else', () => {
    assert.equal(starOut('well, shit'), 'well, ****');
    assert.equal(starOut('you f u c k !'), 'you * * * * !');
    assert.equal(starOut('Scunthorpe is no shit hole, Dick'), 'Scunthorpe is no **** hole, Dick');
    assert.equal(starOut('ｆｕｃｋ 😀 fu.ck 👨‍👩‍👧 ok'), '**** 😀 ***** 👨‍👩‍👧 ok');
    assert.equal(starOut('a fine day'), 'a fine day');
  });
});
