import { useEffect, useReducer, useRef, useState } from 'react';
import type { ButtonState } from '../../../client/Button.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Countdown, type Phase, partLeft, phaseOf } from './Countdown.ts';

/** A round as it is run down just now. */
export interface RunDown {
  /** Of a second, that are left. */
  tenths: number;
  /** The part that is left, 0 to 1. */
  part: number;
  phase: Phase;
}

/**
 * Counts a round down by the server's time, and shows the component anew with every tenth, when it begins. Without a
 * connection nobody knows how it goes on: it stands.
 */
export function useCountdown(state: ButtonState | null, stands: boolean): RunDown | null {
  const parlor = useParlor();
  const [countdown] = useState(() => new Countdown());
  const [, again] = useReducer((times: number) => times + 1, 0);
  const now = useRef(parlor.serverNow);
  if (!stands) now.current = parlor.serverNow;
  const tenths = state && countdown.tenths(state, now.current);
  useEffect(() => {
    if (stands || !state || !tenths) return;
    let frame = requestAnimationFrame(function look() {
      if (countdown.tenths(state, parlor.serverNow) !== tenths) again();
      else frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [parlor, countdown, state, stands, tenths]);
  if (!state || tenths === null) return null;
  const part = partLeft(state, tenths);
  return { tenths, part, phase: phaseOf(part) };
}
