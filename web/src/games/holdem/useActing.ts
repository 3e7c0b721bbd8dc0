import { useCallback, useEffect, useRef, useState } from 'react';
import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { explain } from '../../session/explain.ts';
import { type Options, optionsOf, raiseSteps, stepFrom, within } from './betting.ts';
import type { HoldemPlayerView, HoldemView } from './holdemView.ts';
import { type Ahead, aheadOf, dueNow, type PreAction, stillMeant } from './preAction.ts';

/** For so long after a turn came nothing is taken: a press was meant for what stood there before. */
const DEAD_MS = 250;
/** What must be pressed twice must be so within this. */
const ARMED_MS = 4000;
/** Long enough to read a sentence. */
const NEWS_MS = 5000;

/** What a player may do, and what they are about to. */
export interface Acting {
  /** What may be done in this turn; null when it is not theirs. */
  options: Options | null;
  /** Something may be pressed now. */
  open: boolean;
  /** What may be chosen for when the turn comes, and what was. */
  ahead: Ahead | null;
  meant: PreAction | null;
  /** What one would raise to. */
  amount: number;
  /** All in was pressed once. */
  armed: boolean;
  /** Asks whether to fold where checking is free. */
  asking: boolean;
  /** What came of the last thing that was done, where one would not see it. */
  told: { text: string; key: number };
  setAmount(amount: number): void;
  step(by: 1 | -1): void;
  fold(): void;
  foldAnyway(): void;
  keep(): void;
  /** Checks or calls. */
  stay(): void;
  raise(): void;
  allIn(): void;
  /** `show`, `sit_out` or `sit_in`. */
  also(action: string): void;
}

/** Sends what a player does, each for the turn that it was pressed in, and says why something was not taken. */
export function useActing(
  match: MatchConnection,
  view: HoldemView,
  mine: HoldemPlayerView | undefined,
  reachable: boolean,
): Acting {
  const options = optionsOf(view, mine);
  const ahead = aheadOf(view, mine);
  const turn = options?.turn_no ?? null;
  const [told, setTold] = useState({ text: '', key: 0 });
  const tell = useCallback((text: string) => setTold(({ key }) => ({ text, key: key + 1 })), []);
  const { key: news } = told;
  useEffect(() => {
    if (news === 0) return;
    const timer = setTimeout(() => setTold({ text: '', key: news }), NEWS_MS);
    return () => clearTimeout(timer);
  }, [news]);
  const [busy, setBusy] = useState<number | null>(null);
  const ready = useReady(turn);
  const [asking, setAsking] = useState<number | null>(null);
  const [wanted, setWanted] = useState({ turn: -1, amount: 0 });
  const [armed, setArmed] = useArmed();

  const send = useCallback(
    async (action: { action: string; turn_no?: number; amount?: number }) => {
      setBusy(action.turn_no ?? null);
      tell('');
      try {
        await match.act(action);
      } catch (error) {
        tell(`Not taken. ${explain(error)}`);
        setBusy(null);
      }
    },
    [match, tell],
  );

  const [chosen, setChosen] = useState<PreAction | null>(null);
  useEffect(() => {
    if (!chosen) return;
    const due = dueNow(chosen, view, options);
    if (!options && stillMeant(chosen, ahead)) return;
    setChosen(null);
    if (due && reachable) void send(due);
    else if (options || ahead) tell('Something changed: what you chose ahead is off.');
  }, [chosen, view, options, ahead, reachable, send, tell]);

  const open = options !== null && reachable && ready && busy !== options.turn_no;
  const range = options?.raise ?? null;
  const amount = range ? within(range, wanted.turn === turn ? wanted.amount : range.min) : 0;

  function setAmount(to: number): void {
    setWanted({ turn: turn ?? -1, amount: to });
    setArmed(null);
  }

  function mean(does: PreAction['does']): void {
    if (!ahead || !reachable) return;
    tell('');
    const same = stillMeant(chosen, ahead)?.does === does;
    setChosen(same ? null : { does, key: ahead.key });
  }

  function act(action: string, more: { amount?: number } = {}): void {
    if (options && open) void send({ action, turn_no: options.turn_no, ...more });
  }

  function putAllIn(): void {
    if (!options || !open) return;
    if (armed === options.turn_no) act('all_in');
    else setArmed(options.turn_no);
  }

  return {
    ...{ options, open, ahead, amount, told, setAmount },
    meant: stillMeant(chosen, ahead),
    armed: open && armed === turn,
    asking: asking !== null && asking === turn,
    step: (by) => range && options && setAmount(stepFrom(raiseSteps(range, view.big_blind), amount, by)),
    fold() {
      if (!options) mean('fold');
      else if (open && options.toCall === 0) setAsking(options.turn_no);
      else act('fold');
    },
    foldAnyway() {
      setAsking(null);
      act('fold');
    },
    keep: () => setAsking(null),
    stay() {
      if (!options) mean('call');
      else act(options.toCall > 0 ? 'call' : 'check');
    },
    raise() {
      if (!range) return;
      if (amount >= range.max) putAllIn();
      else act('raise', { amount });
    },
    allIn() {
      if (range) {
        setWanted({ turn: turn ?? -1, amount: range.max });
        putAllIn();
      } else if (options?.callsAllIn) putAllIn();
    },
    also: (action) => void (reachable && send({ action })),
  };
}

/** Whether a turn has been there long enough for a press to be meant for it. */
function useReady(turn: number | null): boolean {
  const [ready, setReady] = useState<number | null>(null);
  useEffect(() => {
    if (turn === null) return;
    const timer = setTimeout(() => setReady(turn), DEAD_MS);
    return () => clearTimeout(timer);
  }, [turn]);
  return turn !== null && ready === turn;
}

/** The turn in which all in was pressed once, for a while. */
function useArmed(): [number | null, (turn: number | null) => void] {
  const [armed, setArmed] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const arm = useCallback((turn: number | null) => {
    clearTimeout(timer.current);
    setArmed(turn);
    if (turn !== null) timer.current = setTimeout(() => setArmed(null), ARMED_MS);
  }, []);
  return [armed, arm];
}
