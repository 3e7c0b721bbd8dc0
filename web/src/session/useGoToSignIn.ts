import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { isForAnybody, places } from './places.ts';

/** Takes whom the server signed out of a page that needs a player to where one can choose a name again. */
export function useGoToSignIn(): void {
  const { player } = useParlor();
  const [location, navigate] = useLocation();
  const signedIn = useRef(false);
  useEffect(() => {
    const out = signedIn.current && player === null;
    signedIn.current = player !== null;
    if (out && !isForAnybody(location)) navigate(places.home);
  }, [player, location, navigate]);
}
