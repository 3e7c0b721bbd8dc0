import type { ComponentType } from 'react';
import type { MatchConnection } from '../../../client/MatchConnection.ts';
import type { MatchView } from '../../../client/matchView.ts';
import type { Film, Jump } from '../replay/reel.ts';
import type { Playhead } from '../replay/usePlayhead.ts';
import type { ResultRow } from '../result/resultView.ts';
import type { GameSounds } from '../sound/tableSounds.ts';
import type { Leaving } from '../table/leaving.ts';

/** A table that is played or watched, in the state that is known last. */
export interface TableProps {
  match: MatchConnection;
  state: MatchView;
}

/** A finished match that is played again, at a moment of it. */
export interface StageProps {
  /** The match. */
  id: string;
  game: string;
  film: Film;
  head: Playhead;
  /** What was to be seen at that moment, with what everybody hid. */
  state: MatchView;
}

/** A round against bots in this page alone. */
export interface WarmUpProps {
  /** Who plays, as they are known here. */
  player: { id: string; name: string; face: string | null };
  onLeave(): void;
}

/**
 * All that the page has of one game: what a folder of `games/` gives. Without one a game is played by forms, see
 * `plain/`. What is there is said by the rest of the page: queue, ready check, chat, standings, ratings.
 */
export interface GamePage {
  /** The whole table, for who plays and who watches, from waiting to the end. */
  Table: ComponentType<TableProps>;
  /** What leaving costs this player now, honestly. */
  leaving(state: MatchView, me: string): Leaving;
  /** Ms for which a running match still goes on; null while that is not known. */
  timeLeft?(state: MatchView): number | null;
  /** The rules, below the heading. */
  HowToPlay: ComponentType<{ game: string }>;
  /** The game at a glance, for somebody who is here for the first time. */
  FirstLook?: ComponentType;
  /** What who plays it hears. */
  sounds?: GameSounds;
  result: {
    /** What a score is in this game, as the head of a column. */
    score: string;
    /** A score in a list of matches: `passed on 12`. */
    note(score: number): string;
    /** What decided it, in a sentence or two for this player. Rows are by rank. */
    said?(rows: readonly ResultRow[], me: string, match: string): string | null;
    /** What somebody says who shares their result. */
    shared?(mine: ResultRow): string;
    /** How it came about. */
    Picture?: ComponentType<{ id: string; rows: readonly ResultRow[]; me: string | null }>;
  };
  replay: {
    /** What one can jump to. */
    jumps: readonly Jump[];
    /** Class of what holds the head, the stage and the controls; one below the other when it says nothing. */
    layout?: string;
    /** The table, in parts that stand one below the other; controls come after them. */
    Stage: ComponentType<StageProps>;
  };
}
