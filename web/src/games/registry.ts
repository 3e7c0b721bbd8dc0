import type { ComponentType } from 'react';
import { arenaGlimpses } from './arena/arenaGlimpse.ts';
import type { GamePage, WarmUpProps } from './GamePage.ts';
import type { Glimpses } from './Glimpse.ts';
import { holdemGlimpse } from './holdem/holdemGlimpse.ts';
import { plainGlimpse } from './plain/plainGlimpse.ts';
import { relayGlimpse } from './relay/relayGlimpse.ts';

/** The games that this page has a picture of, each loaded when it is needed. No other file names a game. */
const PAGES: Readonly<Record<string, () => Promise<GamePage>>> = {
  arena: async () => (await import('./arena/arenaPage.ts')).arenaPage,
  holdem: async () => (await import('./holdem/holdemPage.ts')).holdemPage,
  relay: async () => (await import('./relay/relayPage.ts')).relayPage,
};

interface WarmUp {
  title: string;
  load: () => Promise<ComponentType<WarmUpProps>>;
}

/** The games that can be played against bots in this page alone, each loaded when somebody does. */
export const WARM_UPS: Readonly<Record<string, WarmUp>> = {
  arena: {
    title: 'Arena',
    load: async () => (await import('./arena/warmUp/WarmUp.tsx')).WarmUp,
  },
};

const plain = async () => (await import('./plain/plainPage.ts')).plainPage;

const loaded = new Map<string, GamePage>();
const coming = new Map<string, Promise<GamePage>>();

/**
 * What this page has of a game: its own module, or the one that plays any game by forms. Rejects while it cannot be
 * fetched.
 */
export function loadGamePage(game: string): Promise<GamePage> {
  const known = Object.hasOwn(PAGES, game) ? game : '';
  let page = coming.get(known);
  if (!page) {
    page = (PAGES[known] ?? plain)();
    coming.set(known, page);
    page.then(
      (here) => loaded.set(known, here),
      () => coming.delete(known), // the network may be back when it is wanted
    );
  }
  return page;
}

/** The same if it is here already. */
export function gamePageOf(game: string): GamePage | null {
  return loaded.get(Object.hasOwn(PAGES, game) ? game : '') ?? null;
}

/** How a table is seen from afar: small, and here from the first load on. */
const GLIMPSES: Readonly<Record<string, Glimpses>> = {
  relay: { of: relayGlimpse, shape: 'ring', signs: ['3', '6', '9', '?'] },
  holdem: { of: holdemGlimpse, shape: 'stadium' },
  arena: arenaGlimpses,
};
const PLAIN: Glimpses = { of: plainGlimpse };

export function glimpsesOf(game: string): Glimpses {
  return (Object.hasOwn(GLIMPSES, game) && GLIMPSES[game]) || PLAIN;
}
