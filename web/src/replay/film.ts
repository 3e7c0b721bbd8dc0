import type { ReplayView } from '../../../client/Api.ts';
import type { AnimationEvent, MatchView } from '../../../client/matchView.ts';
import type { GameEvent } from '../../../src/games/game.ts';
import { relay } from '../../../src/games/relay/relay.ts';
import { canonical, plain } from '../../../src/match/canonical.ts';
import type { JournalEntry } from '../../../src/match/journal.ts';
import { Match } from '../../../src/match/match.ts';
import { relayMaker } from '../../../src/schema/relay.ts';
import type { Answer, Film, Frame, Happening, Mark } from './reel.ts';

/**
 * Plays a finished match again by its rules, from its setup and journal alone, and keeps what was to be seen.
 * @throws when the journal cannot have come from this setup, or the game is not relay
 */
export function filmOf({ setup, journal, game_ms, final_state }: ReplayView): Film {
  if (setup.game !== relay.name) throw new Error(`No replay for ${setup.game}.`);
  const frames: Frame[] = [];
  const happenings: Happening[] = [];
  const answers: Answer[] = [];
  let now = 0;
  const event = (told: GameEvent, only?: string) => {
    // What was for one player alone is in `answers`.
    if (only === undefined) happenings.push({ at: now, event: told as AnimationEvent });
  };
  const match = Match.start(relay, relayMaker.plain, setup, { event });

  function keepFrame(): void {
    const view = plain(match.state) as MatchView;
    // Who was connected is not in the journal.
    for (const player of Object.values(view.players)) player.connected = true;
    if (match.over) view.phase = 'finished';
    const frame = { at: match.now, view };
    if (frames.at(-1)?.at === frame.at) frames[frames.length - 1] = frame;
    else frames.push(frame);
  }

  function runTo(at: number): void {
    while (match.now < at && !match.over) {
      const { version } = match.state;
      now = match.now + relay.stepMs;
      match.runTo(now);
      if (match.state.version !== version) keepFrame();
    }
  }

  function redo(entry: JournalEntry): void {
    const solved = match.state.players.get(entry.by)?.solved;
    match.redo([entry]);
    const input = entry.input as { action?: unknown; answer?: unknown } | null;
    if (entry.kind !== 'act' || input?.action !== 'answer') return;
    const correct = match.state.players.get(entry.by)?.solved !== solved;
    answers.push({ at: entry.at, by: entry.by, text: String(input.answer), correct });
  }

  keepFrame();
  for (const entry of journal) {
    runTo(entry.at);
    redo(entry);
    keepFrame();
  }
  runTo(game_ms);
  const faithful = canonical(match.state) === canonical(relayMaker.plain.restore(final_state));
  return { frames, happenings, answers, marks: marksOf(happenings), endsAt: match.now, faithful };
}

function marksOf(happenings: readonly Happening[]): Mark[] {
  return happenings.flatMap(({ at, event: { kind, player } }) => {
    return kind === 'solved' || kind === 'eliminated' ? [{ at, kind, player: String(player) }] : [];
  });
}
