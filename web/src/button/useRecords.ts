import { useCallback, useEffect, useRef } from 'react';
import type { ButtonRecords } from '../../../client/Button.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { type Loaded, useLoad } from '../session/useLoad.ts';

/** Whoever pushes, the records are asked for no more often. */
const EVERY_MS = 4000;

/** The records, asked for again some time after something happened. @param happened another at each time */
export function useRecords(happened: unknown): Loaded<ButtonRecords> {
  const { button, player } = useParlor();
  const me = player?.id;
  const load = useCallback(() => button.records(), [button, me]);
  const records = useLoad(load);
  const { again } = records;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const before = useRef(happened);
  useEffect(() => {
    if (before.current === happened) return;
    before.current = happened;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      again();
    }, EVERY_MS);
  }, [happened, again]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return records;
}
