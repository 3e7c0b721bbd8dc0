import { useCallback } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { resultOf } from '../../../client/resultOf.ts';
import { useLoad } from '../session/useLoad.ts';
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
  const { api } = useParlor();
  const load = useCallback(async () => {
    const record = await api.match(id);
    const result = resultOf(record);
    return { view: result && resultView(result, record.players, record) };
  }, [api, id]);
  const { value, message, again } = useLoad(wanted ? load : null);
  return { view: value?.view ?? null, message: value && !value.view ? RUNNING : message, again };
}
