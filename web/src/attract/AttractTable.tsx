import { type ReactNode, useEffect, useState } from 'react';
import { hexOf } from '../../../client/hexOf.ts';
import type { MatchView } from '../../../client/matchView.ts';
import { glimpsesOf } from '../games/registry.ts';
import { rulesOf } from '../games/rules.ts';
import { MiniTable } from '../hall/MiniTable.tsx';
import { useCalm } from '../lib/useMedia.ts';
import { botTable } from './botTable.ts';

const TICK_MS = 250;
/** It has gone on for a while when somebody comes in, and is over for a moment before the next one. */
const BEFORE_MS = 25_000;
const AFTER_MS = 6000;

interface Props {
  game: string;
  /** Somebody looks. */
  seen: boolean;
  /** Until it begins, and for a game whose rules this page has not. */
  still: ReactNode;
}

/**
 * Bots at a table, where nobody plays: the game's own rules, played in this browser alone and only while it is seen. No
 * server, no record and no rating knows of it. For who wants less motion it is a still.
 */
export function AttractTable({ game, seen, still }: Props) {
  const view = useBots(game, seen);
  if (!view) return still;
  return (
    <>
      <MiniTable game={game} glimpse={glimpsesOf(game).of(view)} />
      <span className="door__live door__live--bots">Bots at play</span>
    </>
  );
}

function useBots(game: string, seen: boolean): MatchView | null {
  const [view, setView] = useState<MatchView | null>(null);
  const [table, setTable] = useState<ReturnType<typeof botTable> | null>(null);
  const [round, setRound] = useState(0);
  const calm = useCalm();
  // Another match at each round.
  useEffect(() => {
    let gone = false;
    rulesOf(game)
      .then((rules) => {
        if (gone || !rules) return;
        const started = botTable(rules.game, rules.maker, newSeed());
        // What moves costs a hundred times as much to play: such a match is seen from its start.
        started.advance(rules.game.durability === 'inputs' ? 0 : BEFORE_MS);
        setTable(started);
        setView(started.view());
      })
      .catch(() => {}); // a picture is missing, no more
    return () => {
      gone = true;
    };
  }, [game, round]);
  useEffect(() => {
    if (!table || !seen || calm) return;
    let next: ReturnType<typeof setTimeout> | undefined;
    const timer = setInterval(() => {
      if (next !== undefined) return;
      table.advance(TICK_MS);
      setView(table.view());
      if (table.over) next = setTimeout(() => setRound((n) => n + 1), AFTER_MS);
    }, TICK_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(next);
    };
  }, [table, seen, calm]);
  return view;
}

function newSeed(): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(32)));
}
