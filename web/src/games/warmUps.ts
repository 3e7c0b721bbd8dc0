import type { ComponentType } from 'react';
import { later } from '../components/later.tsx';
import type { WarmUpProps } from './GamePage.ts';
import { WARM_UPS } from './registry.ts';

const components: Readonly<Record<string, ComponentType<WarmUpProps>>> = Object.fromEntries(
  Object.entries(WARM_UPS).map(([game, { load }]) => [game, later(load, { ahead: false })]),
);

/** What plays this game against bots without a server, if anything does. */
export function warmUpOf(game: string): ComponentType<WarmUpProps> | undefined {
  return Object.hasOwn(components, game) ? components[game] : undefined;
}
