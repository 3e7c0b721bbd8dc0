import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { inBlinds, potOdds } from './betting.ts';
import type { HoldemPlayerView, HoldemView } from './holdemView.ts';
import { RaiseControls } from './RaiseControls.tsx';
import { chips } from './story.ts';
import type { Acting } from './useActing.ts';
import { useActingKeys } from './useActingKeys.ts';

interface Props {
  view: HoldemView;
  mine: HoldemPlayerView;
  acting: Acting;
}

/** The keys of who plays: always there, always in the same place; what cannot be pressed looks so. */
export function ActionBar({ view, mine, acting }: Props) {
  useActingKeys(acting);
  const { options, open, ahead, meant, told } = acting;
  const toCall = options?.toCall ?? ahead?.toCall ?? 0;
  const odds = options && potOdds(options);
  const pressable = open || ahead !== null;
  return (
    <section className={`acting ${options ? 'acting--mine' : ''}`} aria-label="What you can do">
      <p className="acting__told small" role="status">
        <span key={told.key}>{told.text}</span>
      </p>
      <RaiseControls view={view} mine={mine} acting={acting} />
      <div className="acting__keys">
        <button
          type="button"
          className="button acting__key"
          aria-disabled={!pressable}
          aria-pressed={options ? undefined : meant?.does === 'fold'}
          aria-keyshortcuts="F"
          onClick={acting.fold}
        >
          {ahead && toCall === 0 ? 'Check / fold' : 'Fold'}
          <span className="acting__more" aria-hidden="true">
            {ahead ? 'in my turn' : ''}
          </span>
        </button>
        <button
          type="button"
          className={`button acting__key ${open ? 'button--primary' : ''}`}
          aria-disabled={!pressable}
          aria-pressed={options ? undefined : meant?.does === 'call'}
          aria-keyshortcuts="C"
          onClick={acting.stay}
        >
          {toCall > 0 ? `Call ${chips(Math.min(toCall, mine.stack))}` : 'Check'}
          <span className="acting__more numbers">
            {odds
              ? options?.callsAllIn
                ? `all in · ${odds.odds}`
                : `pays ${odds.odds}`
              : ahead
                ? 'in my turn'
                : ''}
            {odds && (
              <span className="visually-hidden">, the pot odds: {odds.needs} per cent to break even</span>
            )}
          </span>
        </button>
        <RaiseKey view={view} acting={acting} />
      </div>
      <ConfirmDialog
        open={acting.asking}
        title="Fold for nothing?"
        text="Nobody has bet: you may check, and see what comes without paying."
        confirm="Fold anyway"
        keep="Keep my cards"
        onConfirm={acting.foldAnyway}
        onClose={acting.keep}
      />
    </section>
  );
}

function RaiseKey({ view, acting }: { view: HoldemView; acting: Acting }) {
  const { options, open, amount, armed } = acting;
  const range = options?.raise ?? null;
  const opens = view.players.every(({ bet }) => bet === 0);
  const all = range !== null && amount >= range.max;
  const able = open && range !== null;
  return (
    <button
      type="button"
      className={`button acting__key ${armed ? 'acting__key--armed' : ''}`}
      aria-disabled={!able}
      aria-keyshortcuts="R"
      onClick={acting.raise}
    >
      {range === null ? (
        'Raise'
      ) : armed ? (
        <>Press again</>
      ) : all ? (
        'All in'
      ) : (
        `${opens ? 'Bet' : 'Raise to'} ${chips(amount)}`
      )}
      <span className="acting__more numbers">
        {range === null
          ? ''
          : all
            ? armed
              ? `all in, ${chips(amount)}`
              : chips(amount)
            : blindsText(inBlinds(amount, view.big_blind))}
      </span>
    </button>
  );
}

function blindsText(blinds: string): string {
  return blinds === '1' ? '1 big blind' : `${blinds} big blinds`;
}
