import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import type { SaidNow } from './useSaid.ts';

/** What is said flies over the table, where it is seen wherever one looks; it can be read, and takes no press. */
export function Said({ said }: { said: readonly SaidNow[] }) {
  return (
    <div className="said" role="log" aria-label="Said just now">
      {said.map(({ key, from, name, face, text }) => (
        <p key={key} className="said__one">
          <Guest of={{ id: from, face }} mood="glad" />
          <span className="visually-hidden">
            <UserText>{name}</UserText>:{' '}
          </span>
          <span className="said__words">
            <UserText>{text}</UserText>
          </span>
        </p>
      ))}
    </div>
  );
}
