import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../scripts/verify_holdem.py', import.meta.url));

/** Whether there is a Python that runs the verifier. */
export const hasPython = (): boolean =>
  spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;

/** What `scripts/verify_holdem.py` says of these records. */
export async function verifiedByPython(...records: string[]) {
  const run = spawn('python3', [SCRIPT, ...records], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', error: '' };
  run.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  run.stderr.on('data', (chunk) => {
    said.error += chunk;
  });
  const code = await new Promise<number | null>((resolve, fail) =>
    run.on('close', resolve).on('error', fail),
  );
  return { code, ...said };
}

/** The steps of one record's lines that came out like this. */
export const stepsThat = (result: 'ok' | 'WRONG' | 'open', lines: string): string[] =>
  lines.split('\n').flatMap((line) => {
    const [, found, step] = /^(ok|WRONG|open) +(\d+ \w+|\w+) {2}/.exec(line) ?? [];
    return found === result && step ? [step] : [];
  });
