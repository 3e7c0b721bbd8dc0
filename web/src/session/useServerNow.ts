import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { useNow } from '../lib/useNow.ts';

/** The server's time, epoch ms, renewed every `every` ms while the component is shown; with 0 it stands still. */
export function useServerNow(every: number): number {
  const parlor = useParlor();
  useNow(every);
  return parlor.serverNow;
}
