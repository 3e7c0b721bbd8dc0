import { RULES } from 'virtual:game-rules';
import type { Game, StateMaker, TableState } from '../../../src/games/game.ts';

/** A game's rules, and how its state comes into being: enough to play a match again. */
interface GameRules {
  game: Game<TableState>;
  maker: StateMaker<TableState>;
}

/** The rules of a game as this page was built with them; null for a game that is not among them. */
export async function rulesOf(name: string): Promise<GameRules | null> {
  const load = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
  if (!load) return null;
  const [rules, schema] = await load();
  const game = Object.values(rules).find(isGame);
  const maker = Object.values(schema).find(isMaker);
  return game && maker ? { game, maker } : null;
}

function isGame(value: unknown): value is GameRules['game'] {
  return typeof value === 'object' && value !== null && 'act' in value && 'standings' in value;
}

function isMaker(value: unknown): value is GameRules['maker'] {
  return typeof value === 'object' && value !== null && 'plain' in value && 'ownerFields' in value;
}
