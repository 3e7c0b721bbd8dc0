import { useEffect, useRef } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { isolated } from '../lib/isolated.ts';
import { useSay } from './NoticesContext.ts';

/** Tells a player once when this browser does not keep who one is. */
export function useToldForgetful(): void {
  const { player, remembered } = useParlor();
  const say = useSay();
  const told = useRef(false);
  const name = player && !remembered ? player.name : null;
  useEffect(() => {
    if (name === null || told.current) return;
    told.current = true;
    say({
      text: `This browser keeps nothing: you stay ${isolated(name)} until you close this page.`,
      stays: true,
    });
  }, [name, say]);
}
