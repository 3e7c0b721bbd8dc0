import type { Parlor } from '../../../client/Parlor.ts';
import type { PartyView } from '../../../client/Parties.ts';

interface Saying {
  parties: Pick<Parlor['parties'], 'ready'>;
  api: Pick<Parlor['api'], 'prefer'>;
  regions: Parlor['regions'];
}

/**
 * Says that one is ready, or is not after all. Of a party each is queued as they said before: where one can play, as
 * far as it was measured, and whether with bots.
 */
export async function sayReady(
  { parties, api, regions }: Saying,
  { game }: Pick<PartyView, 'game'>,
  { ready, bots }: { ready: boolean; bots: boolean },
): Promise<void> {
  if (ready) await api.prefer({ game, bots, ...(regions && { regions }) });
  await parties.ready(ready);
}
