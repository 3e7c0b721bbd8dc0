import assert from 'node:assert/strict';
import type { ParlorProcess } from '../../support/parlorProcess.ts';

/** More decay steps than any match survives. */
const MANY = 500;

/** An operator lets everybody lose points until the match is over. */
export async function runDown(server: ParlorProcess, match: string): Promise<void> {
  const authorization = `Basic ${btoa(`operator:${server.operatorPassword}`)}`;
  const url = `${server.url}/api/v1/matches/${match}/decay`;
  for (let left = MANY; left > 0; left--) {
    if (!(await fetch(url, { method: 'POST', headers: { authorization } })).ok) return;
  }
  assert.fail('points do not run out');
}
