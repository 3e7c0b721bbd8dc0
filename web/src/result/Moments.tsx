import { useCallback } from 'react';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Icon } from '../components/Icon.tsx';
import { useLoad } from '../session/useLoad.ts';
import { momentText } from './momentText.ts';

/** What was special about this match for who played it. Its room is kept: nothing moves when it is known. */
export function Moments({ id, game }: { id: string; game: string }) {
  const { api } = useParlor();
  const { value } = useLoad(useCallback(() => api.moments(id), [api, id]));
  return (
    <ul className="moments" aria-label="What was special">
      {value?.map((moment) => (
        <li key={moment.kind} className="moments__one numbers">
          <Icon name="leads" />
          <span className="moments__text">{momentText(moment, game)}</span>
        </li>
      ))}
    </ul>
  );
}
