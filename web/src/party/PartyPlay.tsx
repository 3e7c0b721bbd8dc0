import type { PartyView } from '../../../client/Parties.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Sentence } from '../components/Sentence.tsx';
import { useTitles } from '../games/GamesContext.tsx';
import { PlayButtons } from '../lobby/PlayButtons.tsx';
import { PartyReady, readiness } from './PartyReady.tsx';
import { PrivateStart } from './PrivateStart.tsx';

/** How a party begins: its leader starts once all are ready, the others say that they are. */
export function PartyPlay({ party }: { party: PartyView }) {
  const me = useParlor().player?.id;
  const title = useTitles()(party.game);
  if (party.leader !== me)
    return (
      <>
        <p>
          Your party plays <b>{title}</b>.
        </p>
        <PartyReady party={party} />
      </>
    );
  const blocked = party.members.some(({ ready }) => !ready);
  return (
    <>
      <p>
        Your party plays <b>{title}</b>. The other games are below.
      </p>
      <PlayButtons blocked={blocked} />
      <PrivateStart people={party.members.length} blocked={blocked} />
      <p className="muted small" role="status">
        <Sentence text={readiness(party)} />
      </p>
    </>
  );
}
