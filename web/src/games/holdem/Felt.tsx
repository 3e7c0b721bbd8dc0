import type { CSSProperties } from 'react';
import { useMedia } from '../../lib/useMedia.ts';
import { bestHand } from './bestHand.ts';
import { Chips } from './Chips.tsx';
import { Flights } from './Flights.tsx';
import { type HoldemPlayerView, type HoldemView, handIsOn, potOf } from './holdemView.ts';
import { LevelLine } from './LevelLine.tsx';
import { PlayingCard } from './PlayingCard.tsx';
import { Seat } from './Seat.tsx';
import { type Place, seatingOf, startingWith } from './seating.ts';
import { capital } from './story.ts';
import { TableMiddle } from './TableMiddle.tsx';
import type { Winning } from './winnings.ts';

interface Props {
  view: HoldemView;
  /** Whose table it is: sits at the bottom, their cards large. Null: nobody's. */
  me: string | null;
  /** That is the reader. */
  own?: boolean;
  /** The pot that is paid out just now. */
  winning: Winning | undefined;
  /** Says game ms, null while it is not known. */
  time: () => number | null;
  /** Clocks run: there is a way to the server. */
  running?: boolean;
}

/** The table: guests around the cloth, their chips before them, board and pots in the middle. */
export function Felt({ view, me, own = true, winning, time, running = true }: Props) {
  const shape = useMedia('(min-width: 44rem)') ? 'wide' : 'tall';
  const players = startingWith(view.players, me);
  const seating = seatingOf(shape, players.length);
  const mine = me === null ? undefined : players[0];
  const started = view.hand > 0;
  const five = winning?.hand?.five;
  return (
    <div className={`felt felt--${shape}`} style={{ '--ratio': `100 / ${seating.height}` } as CSSProperties}>
      <div className="felt__cloth" aria-hidden="true" />
      {started ? (
        <>
          <div className="felt__pot" style={placed(seating.pot)}>
            <Pots view={view} />
            <LevelLine view={view} time={time} />
          </div>
          <ul className="felt__board" style={placed(seating.board)} aria-label="Board">
            {[0, 1, 2, 3, 4].map((at) => {
              const card = view.board[at];
              return (
                <li key={card === undefined ? at : `${view.hand} ${card}`}>
                  {card === undefined ? (
                    <span className="felt__slot" />
                  ) : (
                    <PlayingCard
                      card={card}
                      lifted={five?.includes(card) ?? false}
                      dim={five !== undefined && !five.includes(card)}
                    />
                  )}
                </li>
              );
            })}
          </ul>
        </>
      ) : (
        <TableMiddle view={view} />
      )}
      <ol className="felt__seats" aria-label="At the table">
        {players.map((player, i) => {
          const chair = seating.chairs[i];
          return (
            chair && (
              <Seat
                key={player.id}
                {...{ view, player, chair, own, running, winning }}
                me={player.id === me}
              />
            )
          );
        })}
      </ol>
      {players.map((player, i) => {
        const chair = seating.chairs[i];
        if (player.bet === 0 || !chair) return null;
        return (
          <div key={player.id} className="felt__bet" style={placed(chair.bet)}>
            <Chips amount={player.bet} bigBlind={view.big_blind} />
          </div>
        );
      })}
      {mine && started && <MyCards view={view} mine={mine} five={five} own={own} />}
      <Flights view={view} seating={seating} seats={players.map(({ seat }) => seat)} winning={winning} />
    </div>
  );
}

function placed({ x, y }: Place): CSSProperties {
  return { left: `${x}%`, top: `${y}%` };
}

/** What may be won: all pots together while there is one, else each. */
function Pots({ view }: { view: HoldemView }) {
  const total = potOf(view);
  if (total === 0) return null;
  const several = view.pots.length > 1;
  return (
    <>
      <p className="felt__total">
        <span className="label">Pot</span>
        <Chips amount={total} bigBlind={view.big_blind} />
      </p>
      {several && (
        <ul className="felt__side numbers">
          {view.pots.map(({ amount }, i) => (
            <li key={i}>
              {i === 0 ? 'main' : view.pots.length === 2 ? 'side' : `side ${i}`} {amount.toLocaleString('en')}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface MyCardsProps {
  view: HoldemView;
  mine: HoldemPlayerView;
  five: readonly number[] | undefined;
  own: boolean;
}

/** One's own two cards, large, and what they make with the board. */
function MyCards({ view, mine, five, own }: MyCardsProps) {
  const { hole, shown } = mine;
  const cards = hole.length === 2 ? hole : shown;
  const has = mine.rank === 0 || (view.street === 'over' && shown.length === 2);
  const out = mine.folded;
  const made = !out && cards.length === 2 ? bestHand([...cards, ...view.board]) : null;
  return (
    <div className={`felt__mine ${out && handIsOn(view) ? 'felt__mine--folded' : ''}`}>
      <ul className="felt__hole" aria-label={own ? 'Your cards' : 'Cards'} key={view.hand}>
        {[0, 1].map((at) => {
          const card = has ? cards[at] : undefined;
          return (
            <li key={at}>
              {card === undefined ? (
                <span className="felt__slot" />
              ) : (
                <PlayingCard
                  card={card}
                  lifted={five?.includes(card) ?? false}
                  dim={five !== undefined && shown.length === 2 && !five.includes(card)}
                />
              )}
            </li>
          );
        })}
      </ul>
      <p className="felt__made">{made && has && capital(made.words)}</p>
    </div>
  );
}
