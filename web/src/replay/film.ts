import type { ReplayView } from '../../../client/Api.ts';
import type { AnimationEvent, MatchView } from '../../../client/matchView.ts';
import type { Game, GameEvent, StateMaker, TableState } from '../../../src/games/game.ts';
import { canonical, plain } from '../../../src/match/canonical.ts';
import type { JournalEntry } from '../../../src/match/journal.ts';
import { Match } from '../../../src/match/match.ts';
import type { Film, Frame, Happening, Move } from './reel.ts';

/** Of a game that moves a frame is kept so often; what is decided has one of its own. */
const MOVING_FRAME_MS = 60;

/**
 * Plays a finished match again by its rules, from its setup and journal alone, and keeps what was to be seen.
 * @throws when the journal cannot have come from this setup, or the match is of another game
 */
export function filmOf<
  S extends TableState,
  A extends { action: string },
  X,
  C extends Record<keyof C, object>,
>({ setup, journal, game_ms, final_state }: ReplayView, game: Game<S, A, X, C>, maker: StateMaker<S>): Film {
  if (setup.game !== game.name) throw new Error(`This match is one of ${setup.game}, another game.`);
  const frames: Frame[] = [];
  const happenings: Happening[] = [];
  const moves: Move[] = [];
  let now = 0;
  const event = (told: GameEvent, only?: string) => {
    // What was for one player alone is told by their moves.
    if (only === undefined) happenings.push({ at: now, event: told as AnimationEvent });
  };
  const match = Match.start(game, maker.plain, setup, { event });

  function keepFrame(): MatchView {
    const view = plain(match.state) as unknown as MatchView;
    // Who was connected is not in the journal.
    for (const player of Object.values(view.players)) player.connected = true;
    if (match.over) view.phase = 'finished';
    const frame = { at: match.now, view };
    if (frames.at(-1)?.at === frame.at) frames[frames.length - 1] = frame;
    else frames.push(frame);
    return view;
  }

  function runTo(at: number): void {
    while (match.now < at && !match.over) {
      const { version } = match.state;
      now = match.now + game.stepMs;
      match.runTo(now);
      const moves = match.commands !== null && now % MOVING_FRAME_MS < game.stepMs;
      if (moves || match.state.version !== version) keepFrame();
    }
  }

  match.foresee(journal);
  let before = keepFrame();
  for (const entry of journal) {
    runTo(entry.at);
    before = frames.at(-1)?.view ?? before;
    match.redo([entry]);
    const after = keepFrame();
    if (entry.kind === 'act') moves.push(moveOf(entry, before, after));
  }
  runTo(game_ms);
  const faithful = canonical(match.state) === canonical(maker.plain.restore(final_state));
  return { frames, happenings, moves, endsAt: match.now, faithful };
}

function moveOf({ at, by, input }: JournalEntry, before: MatchView, after: MatchView): Move {
  const { request_id: _, ...action } = (input ?? {}) as Record<string, unknown>;
  return { at, by, action, before, after };
}
