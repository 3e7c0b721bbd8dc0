import { withoutMark } from '../lib/names.ts';
import { Icon } from './Icon.tsx';
import { UserText } from './UserText.tsx';

/** A player's name; bots have a drawing instead of their mark. */
export function PlayerName({ name, bot }: { name: string; bot: boolean }) {
  if (!bot) return <UserText>{name}</UserText>;
  return (
    <>
      <Icon name="bot" label="bot" />
      <UserText>{withoutMark(name)}</UserText>
    </>
  );
}
