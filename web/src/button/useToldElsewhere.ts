import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useSay } from '../session/NoticesContext.ts';
import { places } from '../session/places.ts';
import { withState } from './seenPushes.ts';
import { resultTold } from './told.ts';

/** A push may be answered long after it was made: who went to another page is told there what became of it. */
export function useToldElsewhere(): void {
  const parlor = useParlor();
  const { button, player } = parlor;
  const [location] = useLocation();
  const say = useSay();
  const me = player?.id;
  useEffect(() => {
    if (location === places.button) return;
    return button.on('answered', (answered) => {
      const { text } = resultTold(answered, { seen: withState([], button.state), me, now: parlor.serverNow });
      say({ text: `Your push of the button: ${text}`, link: { to: places.button, text: 'To the button' } });
    });
  }, [parlor, button, me, location, say]);
}
