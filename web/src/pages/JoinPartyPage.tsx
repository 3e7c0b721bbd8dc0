import { useCallback } from 'react';
import { Redirect } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { isolated } from '../lib/isolated.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { JoinParty } from '../party/JoinParty.tsx';
import { NoParty } from '../party/NoParty.tsx';
import { places } from '../session/places.ts';
import { useLoad } from '../session/useLoad.ts';
import { NothingHere } from './NothingHere.tsx';

/** Where a party's link leads: looked up first, as a link may be old. */
export function JoinPartyPage({ code }: { code: string }) {
  const { parties } = useParlor();
  const looked = useLoad(useCallback(async () => ({ party: await parties.look(code) }), [parties, code]));
  usePageTitle('Join a party');

  // As the server writes it: in a link it may have spaces and small letters.
  const found = looked.value?.party?.code;
  if (found !== undefined && parties.current?.code === found) return <Redirect to={places.home} />;
  if (looked.message !== null)
    return <NothingHere title="Not just now" text={looked.message} again={looked.again} />;
  if (!looked.value)
    return <div className="card join skeleton" style={{ height: '20rem' }} aria-hidden="true" />;
  const { party } = looked.value;
  if (!party) return <NoParty title="This party is gone" why={GONE} />;
  if (party.locked)
    return <NoParty title="This party is closed" why="Ask its leader to invite you, or to open it." />;
  if (party.full)
    return (
      <NoParty
        title="This party is full"
        why={`${isolated(party.leader ?? 'Its leader')} and four others are in it already.`}
      />
    );
  return <JoinParty party={party} lookAgain={looked.again} />;
}

const GONE =
  'No party has this code: everybody left it, its leader changed the code, or a letter is wrong. Ask for a new link, or open a party yourself.';
