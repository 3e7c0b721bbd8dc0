import { usePageTitle } from '../lib/usePageTitle.ts';
import { NothingHere } from './NothingHere.tsx';

/** For an address that leads nowhere. */
export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <NothingHere
      title="There is nothing here"
      text="The address may be wrong, or what was here is long gone."
    />
  );
}
