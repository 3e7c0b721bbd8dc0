import { useCallback, useEffect, useState } from 'react';
import { asParlorError } from '../../../client/ParlorError.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useTell } from '../session/NoticesContext.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { useEnter } from '../session/useEnter.ts';

/** Pushes that never went off: no result tells of them. */
const NOT_MADE = ['not_known', 'queue_full'];

/**
 * Pushes the button. Who is not signed in becomes a guest first, and has pushed once it is known how the button stands.
 * @param name of a new guest
 */
export function usePush(name: string): { push(): void; busy: boolean } {
  const { button, player } = useParlor();
  const { state } = button;
  const tell = useTell();
  const enter = useEnter();
  const [attempt, entering] = useAttempt();
  const [wanted, want] = useState(false);

  const send = useCallback(() => {
    button.push().catch((thrown: unknown) => {
      if (NOT_MADE.includes(asParlorError(thrown).code)) tell(thrown);
    });
  }, [button, tell]);
  useEffect(() => {
    if (!wanted || !state || !player) return;
    want(false);
    send();
  }, [wanted, state, player, send]);

  function push(): void {
    if (player) send();
    else
      attempt(async () => {
        await enter(name.trim() || undefined);
        want(true);
      });
  }

  return { push, busy: entering || wanted || (player !== null && state === null) };
}
