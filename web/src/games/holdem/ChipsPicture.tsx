import { useCallback } from 'react';
import { useParlor } from '../../../../client/react/ParlorProvider.ts';
import { Sentence } from '../../components/Sentence.tsx';
import { UserText } from '../../components/UserText.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { lineOf } from '../../guests/lineOf.ts';
import { isolated } from '../../lib/isolated.ts';
import { withoutMark } from '../../lib/names.ts';
import type { ResultRow } from '../../result/resultView.ts';
import { useLoad } from '../../session/useLoad.ts';
import type { HandRecord } from './handOfRecord.ts';
import { handsOfMatch } from './handsOfMatch.ts';
import { largestPotOf, stacksOf } from './stacks.ts';
import { chips } from './story.ts';

/** The picture, in its own units: where chips are none, and where they are all. */
const [WIDTH, HEIGHT] = [100, 56];
const [BOTTOM, TOP] = [50, 5];
const [LEFT, RIGHT] = [2, 92];

interface Props {
  id: string;
  rows: readonly ResultRow[];
  me: string | null;
}

/** How everybody's chips went from hand to hand: a line each, and the pot that mattered most. */
export function ChipsPicture({ id, rows, me }: Props) {
  const { api } = useParlor();
  const load = useCallback(async () => {
    const all: HandRecord[] = [];
    for await (const hands of handsOfMatch((page) => api.ofGame(id, 'hands', page))) all.push(...hands);
    return all;
  }, [api, id]);
  const { value, message } = useLoad(load);
  const hands = value ?? [];
  const stacks = stacksOf(hands, rows);
  const most = Math.max(1, ...stacks.flatMap((one) => one.chips));
  const xOf = (hand: number) => LEFT + ((RIGHT - LEFT) * hand) / Math.max(1, hands.length);
  const yOf = (stack: number) => BOTTOM - ((BOTTOM - TOP) * stack) / most;
  const largest = largestPotOf(hands);
  const rowOf = (player: string) => rows.find((row) => row.id === player);
  const nameOf = (player: string) =>
    player === me ? 'you' : isolated(withoutMark(rowOf(player)?.name ?? 'somebody'));

  if (message !== null) return null;
  return (
    <figure className="chips-flow card">
      <figcaption>
        <h2>How the chips went</h2>
      </figcaption>
      {/* Its place is kept: nothing moves when the hands come. */}
      <div className="chips-flow__picture" aria-hidden="true">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          <path className="chips-flow__ground" d={`M${LEFT} ${BOTTOM}H${WIDTH}`} />
          {value &&
            stacks.map(({ id: player, chips: all }) => {
              const row = rowOf(player);
              const path = all.map((stack, hand) => `${xOf(hand).toFixed(2)} ${yOf(stack).toFixed(2)}`);
              return (
                <polyline
                  key={player}
                  className={`chips-flow__line ${player === me ? 'chips-flow__line--me' : ''}`}
                  points={path.join(' ')}
                  style={{ color: row && lineOf(row) }}
                />
              );
            })}
        </svg>
        {value &&
          stacks.map(({ id: player, chips: all }) => {
            const row = rowOf(player);
            if (!row) return null;
            const last = all.at(-1) ?? 0;
            const place = {
              left: `${(100 * xOf(all.length - 1)) / WIDTH}%`,
              top: `${(100 * yOf(last)) / HEIGHT}%`,
            };
            return (
              <span key={player} className="chips-flow__guest" style={place}>
                <Guest of={row} bot={row.bot} mood={row.rank === 1 ? 'proud' : last > 0 ? 'calm' : 'ghost'} />
              </span>
            );
          })}
      </div>
      <ul className="visually-hidden">
        {value &&
          stacks.map(({ id: player, chips: all }) => (
            <li key={player}>
              {player === me ? 'You' : <UserText>{withoutMark(rowOf(player)?.name ?? 'Somebody')}</UserText>}:{' '}
              {all.map(chips).join(', ')}
            </li>
          ))}
      </ul>
      <p className="chips-flow__said small numbers">
        {largest && (
          <Sentence
            text={`The largest pot: ${chips(largest.amount)} in hand ${largest.hand} of ${hands.length}, to ${largest.winners.map(nameOf).join(' and ')}${largest.words ? ` with ${largest.words}` : ''}.`}
          />
        )}
      </p>
    </figure>
  );
}
