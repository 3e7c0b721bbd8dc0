import { useState } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { FacePicker } from './FacePicker.tsx';

/** One's face, to change: each tap is kept, and what was tapped shows at once. */
export function OwnFace() {
  const parlor = useParlor();
  const [face, setFace] = useState(parlor.player?.face ?? '');
  const [attempt, busy] = useAttempt();

  function choose(chosen: string): void {
    if (busy) return;
    const before = face;
    setFace(chosen);
    attempt(async () => {
      try {
        await parlor.api.changeMe({ face: chosen });
        await parlor.restore(); // this side knows the face from signing in
      } catch (error) {
        setFace(before);
        throw error;
      }
    });
  }

  return (
    <div aria-busy={busy}>
      <FacePicker face={face} onChange={choose} />
    </div>
  );
}
