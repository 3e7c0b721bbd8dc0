import { withoutMark } from '../lib/names.ts';
import { Icon } from './Icon.tsx';

/** A player's name; bots have a drawing instead of their mark. */
export function PlayerName({ name, bot }: { name: string; bot: boolean }) {
  if (!bot) return <span>{name}</span>;
  return (
    <>
      <Icon name="bot" label="bot" />
      <span>{withoutMark(name)}</span>
    </>
  );
}
