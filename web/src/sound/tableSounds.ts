import type { MatchConnection } from '../../../client/MatchConnection.ts';
import type { AnimationEvent, MatchResult, MatchView } from '../../../client/matchView.ts';
import type { SoundName } from './sounds.ts';

/** What a player of a game hears beside what is heard at every table: who takes a seat, and that one has won. */
export interface GameSounds {
  event?(event: AnimationEvent, me: string): SoundName | null;
  /** Of a change of the state, by what it was before. */
  change?(before: MatchView, now: MatchView, me: string): SoundName | null;
}

/**
 * Lets a player hear their table.
 * @param play makes a sound
 * @returns a function that ends it
 */
export function tableSounds(
  match: Pick<MatchConnection, 'state' | 'on'>,
  me: string,
  game: GameSounds,
  play: (name: SoundName) => void,
): () => void {
  function hear(name: SoundName | null | undefined): void {
    if (name) play(name);
  }
  let before = match.state;
  const stops = [
    match.on('state', (now) => {
      const was = before;
      before = now;
      if (!was) return;
      if (joined(was, now, me)) hear('join');
      hear(game.change?.(was, now, me));
    }),
    match.on('animation', (event) => hear(game.event?.(event, me))),
    match.on('result', (result) => hear(won(result, me) ? 'win' : null)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Somebody else came to a table that has not begun. */
function joined(before: MatchView, now: MatchView, me: string): boolean {
  if (now.phase !== 'waiting' && now.phase !== 'countdown') return false;
  return Object.values(now.players).some(
    ({ id, connected }) => id !== me && connected && before.players[id]?.connected !== true,
  );
}

function won({ outcome, standings }: MatchResult, me: string): boolean {
  return outcome === 'finished' && standings.some(({ id, rank }) => id === me && rank === 1);
}
