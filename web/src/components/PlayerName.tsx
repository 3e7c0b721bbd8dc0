import { Icon } from './Icon.tsx';

/** The server marks bots by name, for lists that know nothing else. */
const BOT_MARK = / \(bot\)$/;

/** A player's name; bots have a drawing instead of their mark. */
export function PlayerName({ name, bot }: { name: string; bot: boolean }) {
  if (!bot) return <span>{name}</span>;
  return (
    <>
      <Icon name="bot" label="bot" />
      <span>{name.replace(BOT_MARK, '')}</span>
    </>
  );
}
