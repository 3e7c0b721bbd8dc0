import type { CSSProperties } from 'react';
import { UserText } from '../../components/UserText.tsx';
import { Guest } from '../../guests/Guest.tsx';
import { withoutMark } from '../../lib/names.ts';
import { ClockRing } from './ClockRing.tsx';
import { type HoldemPlayerView, type HoldemView, handIsOn, isLive } from './holdemView.ts';
import { CardBack, PlayingCard } from './PlayingCard.tsx';
import type { Chair } from './seating.ts';
import { moodOf, noteOf } from './seatNote.ts';
import { chips } from './story.ts';
import type { Winning } from './winnings.ts';

interface Props {
  view: HoldemView;
  player: HoldemPlayerView;
  chair: Chair;
  /** Whose table it is: their cards lie large beside them. */
  me: boolean;
  /** That is the reader. */
  own: boolean;
  /** Time runs. */
  running: boolean;
  /** The pot that is paid out just now. */
  winning: Winning | undefined;
}

/** Somebody at the table: the guest, the plate with name and chips, and the cards, as far as they are seen. */
export function Seat({ view, player, chair, me, own, running, winning }: Props) {
  const acts = handIsOn(view) && view.turn === player.seat;
  const out = player.rank > 0 && !isLive(player);
  const wins = winning?.winners.some(({ player: { id } }) => id === player.id) ?? false;
  const away = !player.connected && !player.bot && !player.left;
  const mine = me && own;
  const note = acts && mine ? { text: 'your turn', loud: true } : noteOf(view, player, { wins });
  const classes = [
    ...['seat', 'chair', `chair--cards-${chair.cards}`],
    me && 'seat--me',
    acts && 'chair--acts',
    wins && 'chair--wins',
    (out || player.left) && 'chair--out',
    player.folded && handIsOn(view) && 'chair--folded',
    away && 'seat--away',
  ];
  return (
    <li
      className={classes.filter(Boolean).join(' ')}
      style={{ '--x': chair.seat.x, '--y': chair.seat.y } as CSSProperties}
    >
      <ClockRing deadline={acts ? view.deadline : 0} bank={player.bank} running={running}>
        <Guest of={player} bot={player.bot} mood={moodOf(view, player, { away, wins })} lively />
      </ClockRing>
      {view.button === player.seat && view.phase === 'playing' && (
        <span className="chair__button" role="img" aria-label="dealer button">
          D
        </span>
      )}
      {!me && <Cards view={view} player={player} winning={winning} />}
      <span className="seat__plate">
        <span className="seat__name">
          <UserText>{mine ? 'You' : withoutMark(player.name)}</UserText>
        </span>
        {!out && (
          <span className="chair__stack numbers">
            {chips(player.stack)}
            <span className="visually-hidden"> chips</span>
          </span>
        )}
        {note && <span className={`chair__note ${note.loud ? 'chair__note--loud' : ''}`}>{note.text}</span>}
      </span>
    </li>
  );
}

/** Somebody's two cards: shown ones face up, others from behind while they are in the hand. */
function Cards({ view, player, winning }: Pick<Props, 'view' | 'player' | 'winning'>) {
  const seen = player.shown.length === 2 ? player.shown : player.hole;
  if (view.phase !== 'playing' || view.hand === 0) return null;
  if (seen.length === 2 && (isLive(player) || player.shown.length === 2)) {
    const five = winning?.hand?.five;
    return (
      <span className="chair__cards chair__cards--open" key={`${view.hand} open`}>
        {seen.map((card) => (
          <PlayingCard
            key={card}
            card={card}
            lifted={five?.includes(card) ?? false}
            dim={isDim(five, card)}
          />
        ))}
      </span>
    );
  }
  if (!isLive(player) || view.street === 'over') return null;
  return (
    <span className="chair__cards" key={view.hand}>
      <CardBack />
      <CardBack />
    </span>
  );
}

function isDim(five: readonly number[] | undefined, card: number): boolean {
  return five !== undefined && !five.includes(card);
}
