import type { PartyView } from '../../../client/Parties.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Icon } from '../components/Icon.tsx';
import { Sentence } from '../components/Sentence.tsx';
import { UserText } from '../components/UserText.tsx';
import { Guest } from '../guests/Guest.tsx';
import { useAttempt } from '../session/useAttempt.ts';
import { partyChange } from './partyChange.ts';
import { usePrevious } from './usePrevious.ts';

/**
 * Who is in the party and who is ready, and who was asked and has not come; its leader may show others out. Changes are
 * read out.
 */
export function PartyMembers({ party, me }: { party: PartyView; me: string }) {
  const parlor = useParlor();
  const [attempt, busy] = useAttempt();
  const spoken = partyChange(usePrevious(party), party);
  return (
    <>
      <ul className="members">
        {party.members.map(({ id, name, face, ready }) => (
          <li key={id} className="members__row">
            <span className={`members__seat ${ready ? 'members__seat--ready' : ''}`} aria-hidden="true">
              <Guest of={{ id, face }} mood={ready ? 'glad' : 'calm'} />
              {ready && <Icon name="check" />}
            </span>
            <span className="members__name">
              <UserText>{name}</UserText>
              {id === me && <span className="muted"> (you)</span>}
            </span>
            <span className={`members__state small ${ready ? 'members__state--ready' : ''}`}>
              {id === party.leader ? 'leads' : ready ? 'ready' : 'not ready'}
            </span>
            {party.leader === me && id !== me && (
              <button
                type="button"
                className="button button--quiet members__kick"
                aria-disabled={busy}
                onClick={() => !busy && attempt(() => parlor.parties.kick(id))}
              >
                <span className="visually-hidden">
                  Show <UserText>{name}</UserText> out
                </span>
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
        {(party.invited ?? []).map(({ id, name, face }) => (
          <li key={id} className="members__row members__row--invited">
            <span className="members__seat" aria-hidden="true">
              <Guest of={{ id, face }} mood="asleep" />
            </span>
            <span className="members__name">
              <UserText>{name}</UserText>
            </span>
            <span className="members__state small">invited, not here yet</span>
          </li>
        ))}
      </ul>
      <p className="visually-hidden" role="status">
        <Sentence text={spoken} />
      </p>
    </>
  );
}
