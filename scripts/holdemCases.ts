import { readFileSync } from 'node:fs';
import { readCases } from './holdemCases/format.ts';
import { runCase } from './holdemCases/runCase.ts';

/*
 * Runs files of hold'em cases against the rules: per case `ok`, or the first difference. Exits 1 when there is one.
 * test/games/holdem/cases.json is such a file, and says in `format` what is in it.
 */

const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write('node scripts/holdemCases.ts FILE…\n');
  process.exitCode = 1;
}
for (const path of files) {
  try {
    const file = readCases(readFileSync(path, 'utf8'));
    for (const one of file.cases) {
      const found = runCase(one, file);
      if (found) process.exitCode = 1;
      process.stdout.write(`${one.id}: ${found ?? 'ok'}\n`);
    }
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${path}: ${(error as Error).message}\n`);
  }
}
