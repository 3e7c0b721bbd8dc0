import type { Policy } from '../matcher/policy.ts';

/**
 * A policy with some thresholds changed: JSON with the same shape as the policy, and only what is different. A list is
 * changed from its start, and is as long as is said.
 * @throws Error that names what a policy does not have, what is not a number, or aims out of order
 */
export function customPolicy(base: Policy, text: string): Policy {
  let changes: unknown;
  try {
    changes = JSON.parse(text);
  } catch (error) {
    throw new Error(`The policy is not JSON: ${(error as Error).message}`);
  }
  const policy = merged(base, changes, 'policy') as Policy;
  const paces = policy.aims.map(({ everyMs }) => everyMs);
  if (paces.some((pace, i) => pace <= (paces[i - 1] ?? 0)))
    throw new Error('policy.aims go from fast to slow: everyMs is above 0 and rises.');
  return policy;
}

function merged(base: unknown, changes: unknown, path: string): unknown {
  if (typeof base === 'number') {
    if (typeof changes === 'number' && Number.isFinite(changes)) return changes;
    throw new Error(`${path} is a number.`);
  }
  if (Array.isArray(base)) {
    if (!Array.isArray(changes) || changes.length === 0) throw new Error(`${path} is a list.`);
    return changes.map((change, i) => merged(base[Math.min(i, base.length - 1)], change, `${path}[${i}]`));
  }
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes))
    throw new Error(`${path} is an object.`);
  const out: Record<string, unknown> = { ...(base as Record<string, unknown>) };
  for (const [key, value] of Object.entries(changes)) {
    if (!Object.hasOwn(out, key)) throw new Error(`A policy has no ${path}.${key}.`);
    out[key] = merged(out[key], value, `${path}.${key}`);
  }
  return out;
}
