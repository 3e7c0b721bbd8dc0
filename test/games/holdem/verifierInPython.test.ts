import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addedTo, leftOut } from './leftOut.ts';
import { handsTold, openMatch, PEOPLE } from './people.ts';
import { hasPython, stepsThat, verifiedByPython } from './python.ts';

const file = (name: string) => new URL(name, import.meta.url);
const { record, tamperings } = JSON.parse(readFileSync(file('fairness-tampered.json'), 'utf8')) as {
  record: object;
  tamperings: {
    name: string;
    path: (string | number)[];
    value?: unknown;
    remove?: true;
    wrong: string[];
  }[];
};

// biome-ignore lint/suspicious/noExplicitAny: records are changed wherever a path leads
type Loose = any;

/** A whole match of people and bots, whose first hand was shown after it, as it is told once it is over. */
async function played(): Promise<Loose> {
  const open = openMatch({ seed: 'in python', bots: 2 });
  for (const id of PEOPLE) open.commit(id);
  for (const id of ['ann', 'cid']) open.reveal(id);
  open.wait(2_600);
  const winner = open.fold();
  open.act(winner, { action: 'show' });
  open.play();
  return JSON.parse(JSON.stringify(await handsTold(open.match)));
}

describe('the verifier of hold’em in Python', function () {
  this.timeout(60_000); // on a busy machine a process takes long to start
  let folder = '';
  before(function () {
    if (!hasPython()) this.skip(); // there is no python3 here
    folder = mkdtempSync(join(tmpdir(), 'holdem-'));
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  const kept = (name: string, content: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  it('HE33 HE34 HE37 makes of the vectors what they say, and finds a wrong one', async () => {
    const path = file('fairness-vectors.json').pathname;
    const { code, out } = await verifiedByPython(path);
    assert.deepEqual([code, stepsThat('ok', out).length], [0, 3 + 6 * 3], out);
    const vectors = JSON.parse(readFileSync(path, 'utf8'));
    vectors.hands[1].leaf0.salt = '0'.repeat(32);
    const wrong = await verifiedByPython(kept('vectors.json', vectors));
    assert.deepEqual([wrong.code, stepsThat('WRONG', wrong.out)], [1, ['2 leaf']]);
  });

  it('HE38 HE39 finds everything right in a whole match, and can tell less while it runs', async () => {
    const match = await played();
    const whole = await verifiedByPython(kept('match.json', match));
    assert.equal(whole.code, 0, whole.out + whole.error);
    assert.equal(stepsThat('ok', whole.out).length, 4 + 6 * match.hands.length + 1);

    const hidden = { running: true, match_secret: null, hand_count: null, last_hash: null };
    const hands = match.hands.map((hand: Loose) => ({ ...hand, seed: null, openings: [] }));
    const running = await verifiedByPython(kept('running.json', { ...match, ...hidden, hands }));
    const open = new Set(stepsThat('open', running.out).map((id) => id.replace(/^\d+ /, '')));
    assert.deepEqual([...open].sort(), ['commitment', 'deal', 'numbers', 'secret', 'seed']);
    assert.deepEqual([running.code, stepsThat('WRONG', running.out)], [0, []]);

    const untold = structuredClone(match.hands).map((hand: Loose) => ({ ...hand, seed: null }));
    const seen = untold.find((hand: Loose) => hand.board !== '');
    seen.board = seen.board.split(' ').reverse().join(' ');
    const lied = await verifiedByPython(kept('lied.json', { ...match, ...hidden, hands: untold }));
    assert.deepEqual(stepsThat('WRONG', lied.out), [`${seen.hand} deal`, `${seen.hand} record`]);

    const odd = structuredClone(match);
    odd.hands[0].hand = '\u001b[2J';
    const painted = await verifiedByPython(kept('painted.json', odd));
    assert.deepEqual([painted.code, painted.out.includes('\u001b')], [1, false]);
    const many = {
      ...match,
      hands: [{ ...match.hands[0], dealt: Array(60).fill(match.hands[0].shown_after.seat) }],
    };
    assert.equal((await verifiedByPython(kept('many.json', many))).code, 2);
  });

  it('HE38 names exactly what was tampered with', async () => {
    const cases = tamperings.map(({ path, value, remove, ...one }) => {
      const copy: Loose = structuredClone(record);
      const holder = path.slice(0, -1).reduce((at, name) => at[name], copy);
      const last = path.at(-1) as string;
      if (remove) holder.splice(Number(last), 1);
      else holder[last] = value;
      return { ...one, copy };
    });
    const match = await played();
    const shown = (name: string, wrong: string[], change: (hand: Loose) => void) => {
      const copy = structuredClone(match);
      change(copy.hands[0]);
      cases.push({ name, wrong, copy });
    };
    const after = (more: object) => (hand: Loose) => void Object.assign(hand.shown_after, more);
    shown('nothing', [], () => {});
    shown('what was shown left out', ['2 chain'], (hand) => void delete hand.shown_after);
    shown('other cards shown', ['1 deal', '1 shown'], after({ cards: 'As Ah' }));
    shown('shown, and not opened', ['1 shown'], after({ openings: [] }));
    shown('shown after something else', ['1 shown'], after({ previous: 'f'.repeat(64) }));
    shown('shown after another hand', ['1 shown'], after({ hand: 2 }));

    for (const { name, wrong, change } of leftOut) {
      const copy = structuredClone(match);
      change(copy);
      cases.push({ name, wrong, copy });
    }

    const files = cases.map(({ copy }, i) => kept(`tampered-${i}.json`, copy));
    const { code, out, error } = await verifiedByPython(...files);
    assert.deepEqual([code, error], [1, '']);
    const said = out.split(/^== .*\n/m).slice(1);
    assert.equal(said.length, cases.length);
    for (const [i, { name, wrong }] of cases.entries())
      assert.deepEqual(stepsThat('WRONG', said[i] ?? '').sort(), [...wrong].sort(), name);
  });

  it('says what it cannot verify, whatever it is given', async () => {
    const given = [
      '{',
      'null',
      '[]',
      '{}',
      { ...record, hands: [{}] },
      { ...record, version: 'other' },
      { ...record, format: 3 },
      ...addedTo.map(({ change }) => {
        const copy = structuredClone(record);
        change(copy);
        return copy;
      }),
    ];
    const files = given.map((content, i) => kept(`none-${i}.json`, content));
    const { code, out, error } = await verifiedByPython(...files, join(folder, 'nothing.json'));
    assert.deepEqual([code, out], [2, '']);
    assert.equal(error.trim().split('\n').length, given.length + 1);
    assert.ok(!error.includes('Traceback'), error);
  });
});
