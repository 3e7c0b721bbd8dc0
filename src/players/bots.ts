import type { Random } from '../lib/random.ts';

const NAMES = [
  'Ada',
  'Blaise',
  'Carl',
  'Dorothy',
  'Emmy',
  'Felix',
  'Grace',
  'Hedy',
  'Ivan',
  'Joan',
  'Kurt',
  'Lise',
];
const SKILL = { min: 0.3, max: 0.8 };

/** Somebody for an empty seat: a name that nobody at the table has, and a skill. */
export function newBot(
  taken: readonly { name: string }[],
  random: Random,
  newId: () => string,
): { id: string; name: string; bot: true; skill: number } {
  const free = NAMES.filter((name) => !taken.some((other) => other.name.startsWith(name)));
  const skill = SKILL.min + random.float() * (SKILL.max - SKILL.min);
  return { id: newId(), name: `${random.pick(free.length > 0 ? free : NAMES)} (bot)`, bot: true, skill };
}
