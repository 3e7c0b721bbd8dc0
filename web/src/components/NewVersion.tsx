import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { isNewer } from '../lib/isNewer.ts';
import { BUILD } from '../session/deployed.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { atTable } from './atTable.ts';

/** On every page but in a match: that the server has a newer page than this one. It is never loaded by itself. */
export function NewVersion() {
  const { build, match, player, remembered } = useParlor();
  const [location] = useLocation();
  const [notNow, setNotNow] = useState<string | null>(null);
  // While servers are renewed one by one, an older one may answer next.
  const [newest, setNewest] = useState(BUILD);
  useEffect(() => setNewest((known) => (build !== null && isNewer(build, known) ? build : known)), [build]);
  const shown = newest !== BUILD && newest !== notNow && !atTable(location) && !runningMatch(match);
  return (
    <div role="status">
      {shown && (
        <div className="banner">
          <span>
            There is a newer version of Parlor.
            {player && !remembered && ' This browser keeps nothing: loading it makes you somebody new.'}
          </span>
          <span className="row">
            <button type="button" className="button button--primary" onClick={() => window.location.reload()}>
              Reload
            </button>
            <button type="button" className="button" onClick={() => setNotNow(newest)}>
              Not now
            </button>
          </span>
        </div>
      )}
    </div>
  );
}
