import { useCallback, useEffect, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { resultOf } from '../../../client/resultOf.ts';
import { explain } from '../session/explain.ts';
import { type ResultView, resultView } from './resultView.ts';

/** A match's result as the records have it, or one sentence why there is none. Both null: not known yet. */
interface Recorded {
  view: ResultView | null;
  message: string | null;
  /** Asks once more. */
  again(): void;
}

const RUNNING = 'This match is still running. Its result comes when it is over.';

/** Asks the records for a match's result, when `wanted`. */
export function useRecord(id: string, wanted: boolean): Recorded {
  const parlor = useParlor();
  const [round, setRound] = useState(0);
  const [recorded, setRecorded] = useState<Omit<Recorded, 'again'>>({ view: null, message: null });
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const set = (found: Omit<Recorded, 'again'>) => {
      if (!gone) setRecorded(found);
    };
    parlor.api
      .match(id)
      .then((record) => {
        const result = resultOf(record);
        set(
          result
            ? { view: resultView(result, record.players, record), message: null }
            : { view: null, message: RUNNING },
        );
      })
      .catch((error: unknown) => set({ view: null, message: explain(error) }));
    return () => {
      gone = true;
    };
  }, [parlor, id, wanted, round]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  return { ...recorded, again };
}
