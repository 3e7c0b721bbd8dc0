import type { PartyView } from '../../../client/Parties.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Chat } from '../components/Chat.tsx';
import { useFocusWhenChanged } from '../lib/useFocusWhenChanged.ts';
import { useAttempt } from '../session/useAttempt.ts';
import { PartyDoor } from './PartyDoor.tsx';
import { PartyMembers } from './PartyMembers.tsx';
import { ShareLink } from './ShareLink.tsx';
import { StartParty } from './StartParty.tsx';

const MAX_PARTY = 5;

/** Where it stands on its page, for links. */
export const PARTY_PLACE = 'party';

/** One's party, or without one how to get into one. */
export function PartyCard() {
  const party = useParlor().parties.current;
  const place = useFocusWhenChanged<HTMLDivElement>(party?.party_id);
  return (
    <div ref={place} id={PARTY_PLACE} className="home__party" tabIndex={-1}>
      {party ? <OpenParty party={party} /> : <StartParty />}
    </div>
  );
}

/** Friends who play together: who is in, how others come in, and what they say. */
function OpenParty({ party }: { party: PartyView }) {
  const parlor = useParlor();
  const { chatLog } = parlor.parties;
  const [attempt, busy] = useAttempt();
  const me = parlor.player?.id ?? '';
  const full = party.members.length >= MAX_PARTY;
  return (
    <section className="card party" aria-labelledby="party-title">
      <div className="row row--apart">
        <h2 id="party-title">
          Your party <span className="muted numbers">{party.members.length} of 5</span>
        </h2>
        <button
          type="button"
          className="button button--quiet"
          aria-disabled={busy}
          onClick={() => !busy && attempt(() => parlor.parties.leave())}
        >
          Leave
        </button>
      </div>
      <PartyMembers party={party} me={me} />
      {full && <p className="muted small">The party is full.</p>}
      {!full && party.locked && <p className="muted small">Nobody comes in by the code just now.</p>}
      {!full && !party.locked && <ShareLink key={party.code} code={party.code} />}
      {party.leader === me && <PartyDoor party={party} />}
      <Chat title="Party chat" lines={chatLog} say={(text) => parlor.parties.say(text)} />
    </section>
  );
}
