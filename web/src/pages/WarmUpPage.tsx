import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { warmUpOf } from '../games/warmUps.ts';
import { usePageTitle } from '../lib/usePageTitle.ts';
import { places } from '../session/places.ts';
import { NotFoundPage } from './NotFoundPage.tsx';

/** A game against bots, in this page alone. */
export function WarmUpPage({ game }: { game: string }) {
  const { player } = useParlor();
  const [, navigate] = useLocation();
  const WarmUp = warmUpOf(game);
  usePageTitle('Warm up');
  if (!WarmUp) return <NotFoundPage />;
  const { id = 'guest', name = 'You', face = null } = player ?? {};
  return <WarmUp player={{ id, name, face }} onLeave={() => navigate(places.home)} />;
}
