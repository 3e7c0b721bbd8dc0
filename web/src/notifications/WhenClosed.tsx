import { useCallback, useEffect, useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Toggle } from '../components/Toggle.tsx';
import { useSay } from '../session/NoticesContext.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { useLoad } from '../session/useLoad.ts';
import { beLeftAlone, beTold, canBeTold, isTold } from './closedPage.ts';

/** Whether this browser is told what is important while the page is closed; nothing where that cannot be. */
export function WhenClosed() {
  const { notifications } = useParlor();
  const [attempt, busy] = useAttempt();
  const say = useSay();
  const { value: key } = useLoad(useCallback(() => notifications.pushKey(), [notifications]));
  const [told, setTold] = useState<boolean | null>(null);
  useEffect(() => {
    if (canBeTold()) isTold().then(setTold, () => setTold(false));
  }, []);
  if (key === null || told === null) return null;

  async function choose(on: boolean, under: string): Promise<void> {
    if (!on) await beLeftAlone(notifications);
    else if (!(await beTold(notifications, under)))
      return say({ text: 'Your browser does not allow it. Its settings for this site say why.' });
    setTold(on);
  }

  return (
    <Toggle
      label="Tell me when Parlor is closed"
      hint="Your browser shows invitations and what else is important."
      checked={told}
      onChange={(on) => !busy && attempt(() => choose(on, key))}
    />
  );
}
