import { HandFindings } from './HandFindings.tsx';
import type { MatchFile } from './matchFile.ts';
import { StepList } from './StepList.tsx';
import { saveRecord } from './saveRecord.ts';
import { summaryOf } from './summaryOf.ts';
import type { Verified } from './verifyMatch.ts';

interface Props {
  match: MatchFile;
  verified: Verified;
  /** Null for a file. */
  again: (() => void) | null;
}

/** What was found: in a sentence, of the match, and hand by hand. */
export function Findings({ match, verified, again }: Props) {
  const { wrong, said } = summaryOf(match, verified);
  return (
    <>
      <div className={`card verify__summary ${wrong ? 'verify__summary--wrong' : ''}`} role="status">
        <p className="verify__said">{said}</p>
        <div className="row">
          <button type="button" className="button" onClick={() => saveRecord(match)}>
            Keep the record
          </button>
          {again && match.running && (
            <button type="button" className="button button--quiet" onClick={again}>
              Verify again
            </button>
          )}
        </div>
      </div>
      <section className="card verify__part" aria-label="The match">
        <h2>The match</h2>
        <StepList steps={verified.steps} />
      </section>
      <section className="card verify__part" aria-label="Hands">
        <h2>Hands</h2>
        {verified.hands.length === 0 && <p className="muted">No hand is over yet.</p>}
        {verified.hands.map((found, i) => {
          const hand = match.hands[i];
          return hand && <HandFindings key={`${i} ${found.hand}`} match={match} hand={hand} found={found} />;
        })}
      </section>
    </>
  );
}
