import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCases } from '../../../scripts/holdemCases/format.ts';
import { runCase } from '../../../scripts/holdemCases/runCase.ts';

const path = fileURLToPath(new URL('cases.json', import.meta.url));
const script = fileURLToPath(new URL('../../../scripts/holdemCases.ts', import.meta.url));
const file = readCases(readFileSync(path, 'utf8'));

/** Another value of the same kind. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value}?`;
  if (value === null) return 0;
  if (Array.isArray(value)) return value.length === 0 ? [0] : value.slice(1);
  return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, other(one)]));
}

describe('hold’em, hand by hand', () => {
  for (const one of file.cases) {
    const rules = [...String(one.why ?? '').matchAll(/TDA \d+/g)].join(', ');
    it(`[${one.id}] ${rules && `${rules}: `}${one.title}`, () => {
      assert.equal(runCase(one, file), undefined);
    });
  }

  it('finds each expectation that does not hold', () => {
    let tried = 0;
    for (const one of file.cases) {
      if (typeof one.expect !== 'object' || one.kind === 'finish') continue;
      for (const [field, value] of Object.entries(one.expect as object)) {
        const expect = { [field]: other(value) };
        assert.match(runCase({ ...one, expect }, file) ?? '', new RegExp(field), `${one.id} ${field}`);
        tried += 1;
      }
    }
    assert.ok(tried > 100, `${tried} expectations`);
  });

  it('finds a refusal that does not come, and one that is another', () => {
    const refusals = file.cases.find(({ id }) => id === 'refusals');
    assert.ok(refusals);
    const actions = refusals.actions as { refused?: string }[];
    const with0 = (refused?: string) => ({
      ...refusals,
      actions: [{ ...actions[0], refused }, ...actions.slice(1)],
    });
    assert.match(runCase(with0('folded'), file) ?? '', /action 1 .* not_your_turn, expected folded/);
    assert.match(runCase(with0(undefined), file) ?? '', /not_your_turn, expected to be taken/);
    const taken = { ...refusals, actions: [{ seat: 3, action: 'fold', refused: 'folded' }] };
    assert.match(runCase(taken, file) ?? '', /taken, expected folded/);
  });

  it('says what is not of the format', () => {
    assert.match(runCase({ id: 'x', kind: 'nothing' }, file) ?? '', /not of the format/);
    assert.match(
      runCase({ id: 'x', actions: [], blinds: [1, 2], button: 0, seats: [] }, file) ?? '',
      /seats/,
    );
  });

  it('runs files from the command line: ok or the first difference, and exits 1 on any', function () {
    this.timeout(180_000);
    assert.equal(
      execFileSync(process.execPath, [script, path], { encoding: 'utf8' }).match(/: ok$/gm)?.length,
      59,
    );
    const folder = mkdtempSync(join(tmpdir(), 'parlor-cases-'));
    const wrong = join(folder, 'wrong.json');
    const [first] = file.cases;
    writeFileSync(wrong, JSON.stringify({ cases: [{ ...first, expect: { pot: 1 } }] }));
    const { status, stdout } = spawnSync(process.execPath, [script, wrong], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    assert.equal(status, 1);
    assert.equal(stdout, `${first?.id}: pot is 1900, expected 1\n`);
  });
});
