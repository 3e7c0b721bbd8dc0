import { useEffect, useRef, useState } from 'react';
import { Sentence } from '../../components/Sentence.tsx';
import { isolated } from '../../lib/isolated.ts';
import type { TableFeed } from '../../table/tableFeed.ts';
import { describeEvent } from './relayEvents.ts';
import type { RelayPlayerView } from './relayView.ts';

interface Props {
  feed: TableFeed;
  players: readonly RelayPlayerView[];
  me: string | null;
}

/** The latest thing that happened at the table. What everybody should hear is read out, the rest only shown. */
export function EventLine({ feed, players, me }: Props) {
  const [line, setLine] = useState('');
  const [spoken, setSpoken] = useState('');
  const names = useRef(new Map<string, string>());
  useEffect(() => {
    names.current = new Map(players.map(({ id, name }) => [id, id === me ? 'you' : isolated(name)]));
  }, [players, me]);
  useEffect(
    () =>
      feed.on('animation', (event) => {
        const text = describeEvent(event, (id) => names.current.get(id) ?? 'somebody');
        if (text === null) return;
        setLine(text);
        if (event.kind === 'eliminated' || (event.kind === 'award' && event.to === me)) setSpoken(text);
      }),
    [feed, me],
  );
  return (
    <>
      <p className="table__event" aria-hidden="true">
        <Sentence key={line} text={line} />
      </p>
      <p className="visually-hidden" role="status">
        <Sentence text={spoken} />
      </p>
    </>
  );
}
