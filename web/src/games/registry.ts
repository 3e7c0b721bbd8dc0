import type { GamePage } from './GamePage.ts';

/** The games that this page has a picture of, each loaded when it is needed. No other file names a game. */
const PAGES: Readonly<Record<string, () => Promise<GamePage>>> = {
  relay: async () => (await import('./relay/relayPage.ts')).relayPage,
};

const plain = async () => (await import('./plain/plainPage.ts')).plainPage;

const loaded = new Map<string, GamePage>();
const coming = new Map<string, Promise<GamePage>>();

/** What this page has of a game: its own module, or the one that plays any game by forms. Rejects while it cannot be fetched. */
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
