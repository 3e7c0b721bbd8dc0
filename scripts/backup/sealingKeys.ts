import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../src/config.ts';
import { Sealer } from '../../src/lib/sealer.ts';
import { keptSecret } from '../../src/persistence/keptSecret.ts';
import { Refused } from './Refused.ts';

/** Ids of the keys that a server with this environment would know. */
async function knownKeys(config: Config): Promise<string[]> {
  const { dataDir, oldSealingSecrets: old } = config;
  const kept = existsSync(join(dataDir, 'jwt-secret')) ? await keptSecret(dataDir) : undefined;
  const current = config.sealingSecret ?? config.jwtSecret ?? kept;
  return current === undefined ? [] : new Sealer({ current, old }).keyIds;
}

/** Which of the keys that a backup needs are not those of this environment. */
export async function unknownKeys(needed: readonly string[], config: Config): Promise<string[]> {
  const known = new Set(await knownKeys(config));
  return needed.filter((id) => !known.has(id));
}

/** @throws Refused when a server with this environment could not open what is sealed */
export async function checkKeys(needed: readonly string[], config: Config): Promise<void> {
  const missing = await unknownKeys(needed, config);
  if (missing.length === 0) return;
  throw new Refused(
    `Running matches of this backup are sealed under ${listed(missing)}, which is not known here: they could not go on. ` +
      'Give the secrets that the server had: SEALING_SECRET, or JWT_SECRET where there was none, and the ' +
      `former ones in SEALING_SECRETS_OLD. A server without any kept one in jwt-secret of its data folder: put that into ${config.dataDir}.`,
  );
}

/** Keys as they are named to people. */
export function listed(ids: readonly string[]): string {
  return `${ids.length === 1 ? 'the key' : 'the keys'} ${ids.join(', ')}`;
}
