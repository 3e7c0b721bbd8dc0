import { useCallback, useEffect, useRef, useState } from 'react';
import { keptEntropy } from '../../../client/Entropy.ts';
import { defaultStorage } from '../../../client/KeyValue.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { explain } from '../session/explain.ts';
import { allHands } from './allHands.ts';
import { type MatchFile, NotVerifiable, readFile, readMatch } from './matchFile.ts';
import { type Verified, verifyMatch } from './verifyMatch.ts';

type State =
  | { is: 'idle' | 'working' }
  | { is: 'failed'; told: string }
  | { is: 'done'; match: MatchFile; verified: Verified };

/** A match takes some hundred kB. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Verifies a match as soon as it is named, or a file when it is given. */
export function useVerified(id: string | null) {
  const { api } = useParlor();
  const [state, setState] = useState<State>({ is: 'idle' });
  const latest = useRef(0);
  const run = useCallback(async (load: () => Promise<MatchFile>) => {
    latest.current += 1;
    const mine = latest.current;
    setState({ is: 'working' });
    const found = await verified(load);
    if (latest.current === mine) setState(found);
  }, []);
  const again = useCallback(() => {
    if (id !== null) void run(async () => readMatch(await allHands(api, id)));
  }, [api, id, run]);
  useEffect(() => {
    again();
    return () => {
      latest.current += 1;
    };
  }, [again]);
  const verifyFile = useCallback(
    (file: File) =>
      void run(async () => {
        if (file.size > MOST_BYTES)
          throw new NotVerifiable('That file is too large for a record of a match.');
        return readFile(await file.text());
      }),
    [run],
  );
  return { state, verifyFile, again: id === null ? null : again };
}

async function verified(load: () => Promise<MatchFile>): Promise<State> {
  if (!globalThis.crypto?.subtle)
    return { is: 'failed', told: 'Browsers work this out on pages with HTTPS alone, and this is none.' };
  try {
    const match = await load();
    return {
      is: 'done',
      match,
      verified: await verifyMatch(match, keptEntropy(defaultStorage(), match.match_id)),
    };
  } catch (error) {
    return { is: 'failed', told: error instanceof NotVerifiable ? error.message : explain(error) };
  }
}
