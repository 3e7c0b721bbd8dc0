import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { isNewer } from '../lib/isNewer.ts';
import { BUILD } from '../session/deployed.ts';
import { TOO_OLD } from '../session/explain.ts';
import { runningMatch } from '../session/runningMatch.ts';
import { atTable } from './atTable.ts';

/**
 * On every page but in a match: that the server has a newer page than this one. It is never loaded by itself. Where the
 * server does not take this one any more it is said everywhere: nothing else goes on.
 */
export function NewVersion() {
  const { build, match, outdated, player, remembered } = useParlor();
  const [location] = useLocation();
  const [notNow, setNotNow] = useState<string | null>(null);
  // While servers are renewed one by one, an older one may answer next.
  const [newest, setNewest] = useState(BUILD);
  useEffect(() => setNewest((known) => (build !== null && isNewer(build, known) ? build : known)), [build]);
  const newer = newest !== BUILD && newest !== notNow && !atTable(location) && !runningMatch(match);
  return (
    <div role="status">
      {(newer || outdated) && (
        <div className="banner">
          <span>
            {outdated ? TOO_OLD : 'There is a newer version of Parlor.'}
            {player && !remembered && ' This browser keeps nothing: loading it makes you somebody new.'}
          </span>
          <span className="row">
            <button type="button" className="button button--primary" onClick={() => window.location.reload()}>
              Reload
            </button>
            {!outdated && (
              <button type="button" className="button" onClick={() => setNotNow(newest)}>
                Not now
              </button>
            )}
          </span>
        </div>
      )}
    </div>
  );
}
