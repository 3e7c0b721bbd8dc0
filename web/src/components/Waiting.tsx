import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Guest } from '../guests/Guest.tsx';

/** Who waits when nobody is signed in. */
const SOMEBODY = { id: 'somebody', face: 'star-olive-hat' };

/** In place of a page that is on its way: for what. What comes at once is not waited for. */
export function Waiting({ children }: { children: string }) {
  const { player } = useParlor();
  return (
    <div className="waiting" role="status">
      <Guest of={player ?? SOMEBODY} lively />
      <p className="muted">{children}</p>
    </div>
  );
}
