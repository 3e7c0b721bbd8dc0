import { useState } from 'react';
import { faceOf } from '../../../../../src/protocol/face.ts';
import { useMedia } from '../../../lib/useMedia.ts';
import { Podium } from '../../../result/Podium.tsx';
import type { ResultRow } from '../../../result/resultView.ts';
import type { WarmUpProps } from '../../GamePage.ts';
import '../arena.css';
import { ArenaStage } from '../ArenaStage.tsx';
import { ME, warmUpSeats } from './seats.ts';
import { WarmUpMatch } from './WarmUpMatch.ts';

const LEVELS = [
  { title: 'Gentle', skill: 0.1 },
  { title: 'Even', skill: 0.4 },
  { title: 'Fierce', skill: 0.85 },
] as const;

interface Round {
  number: number;
  match: WarmUpMatch;
  over: boolean;
}

/**
 * A round of the arena against bots, in this page alone: it counts for nothing, needs no server, and begins at once.
 */
export function WarmUp({ player, onLeave }: WarmUpProps) {
  const [round, setRound] = useState<Round | null>(null);
  const [level, setLevel] = useState<(typeof LEVELS)[number]>(LEVELS[1]);
  const coarse = useMedia('(pointer: coarse)');
  const face = faceOf(player.id, player.face);

  function begin(): void {
    const number = (round?.number ?? 0) + 1;
    const seed = `${number} ${Math.random()}`;
    setRound({
      number,
      match: new WarmUpMatch(warmUpSeats(player.name, face), ME, level.skill, seed),
      over: false,
    });
  }

  if (round && !round.over) {
    return (
      <ArenaStage
        key={round.number}
        source={round.match}
        you={ME}
        onLeave={() => setRound(null)}
        onOver={() => setRound({ ...round, over: true })}
      />
    );
  }
  return (
    <section className="card warm-up" aria-labelledby="warm-up-title">
      {round && <Podium rows={rowsOf(round.match, player.name, face)} me={ME} />}
      <h1 id="warm-up-title">{round ? 'Another round?' : 'Warm up for the arena'}</h1>
      <p>
        Three minutes, four bots, everybody against everybody. A kill brings 3, the leader 2 more, and the
        last half minute counts double. It is played in this page alone, and counts for nothing.
      </p>
      <p className="muted">
        {coarse
          ? 'The left thumb moves, the right one aims and shoots, a tap dashes.'
          : 'WASD moves, the mouse aims and shoots, Space dashes. By keys alone: J shoots who is nearest. Gamepads work, too.'}
      </p>
      <fieldset className="row">
        <legend className="visually-hidden">Bots</legend>
        {LEVELS.map((one) => (
          <button
            key={one.title}
            type="button"
            className="button"
            aria-pressed={one === level}
            onClick={() => setLevel(one)}
          >
            {one.title} bots
          </button>
        ))}
      </fieldset>
      <div className="row">
        <button type="button" className="button button--primary" onClick={begin}>
          {round ? 'Play again' : 'Play'}
        </button>
        <button type="button" className="button" onClick={onLeave}>
          Back
        </button>
      </div>
    </section>
  );
}

function rowsOf(match: WarmUpMatch, name: string, face: string): ResultRow[] {
  const seats = warmUpSeats(name, face);
  return match.standings().map(({ id, rank, score }) => {
    const { name: called = '', face: worn = '', bot = false } = seats.find((one) => one.id === id) ?? {};
    const seat = seats.findIndex((one) => one.id === id);
    return { id, seat, name: called, face: worn, bot, rank, score, left: false, rating: null };
  });
}
