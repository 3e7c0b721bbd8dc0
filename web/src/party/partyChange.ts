import type { PartyView } from '../../../client/Parties.ts';
import { isolated } from '../lib/isolated.ts';

/** What changed in a party, in a sentence for those who cannot see it; empty when nothing did. */
export function partyChange(before: PartyView | null, now: PartyView): string {
  if (before?.party_id !== now.party_id) return '';
  const was = new Map(before.members.map((member) => [member.id, member]));
  const is = new Set(now.members.map(({ id }) => id));
  const said = [
    ...now.members.filter(({ id }) => !was.has(id)).map(({ name }) => `${isolated(name)} joined.`),
    ...before.members.filter(({ id }) => !is.has(id)).map(({ name }) => `${isolated(name)} left.`),
    ...now.members
      .filter(({ id, ready }) => was.has(id) && was.get(id)?.ready !== ready)
      .map(({ name, ready }) => `${isolated(name)} is ${ready ? 'ready' : 'not ready'}.`),
  ];
  return said.join(' ');
}
