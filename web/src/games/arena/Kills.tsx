import { UserText } from '../../components/UserText.tsx';
import { withoutMark } from '../../lib/names.ts';
import type { Body, ShownKill } from './moment.ts';

interface Props {
  kills: readonly ShownKill[];
  bodies: readonly Body[];
  me: string | null;
}

const SHOWN = 3;

/** Who got whom, the latest below. */
export function Kills({ kills, bodies, me }: Props) {
  const nameOf = (id: string) => withoutMark(bodies.find((one) => one.id === id)?.name ?? '');
  return (
    <ol className="arena__kills" aria-hidden="true">
      {kills.slice(-SHOWN).map((kill) => (
        <li key={kill.number} data-mine={kill.by === me} data-lost={kill.player === me}>
          <UserText>{kill.by === me ? 'You' : nameOf(kill.by)}</UserText> <span aria-hidden="true">→</span>{' '}
          <UserText>{kill.player === me ? 'you' : nameOf(kill.player)}</UserText>
          {kill.by === me && <b className="numbers"> +{kill.points}</b>}
        </li>
      ))}
    </ol>
  );
}
