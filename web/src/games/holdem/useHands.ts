import { useEffect, useMemo, useRef, useState } from 'react';
import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { useParlor } from '../../../../client/react/ParlorProvider.ts';
import { patiently } from '../../session/patiently.ts';
import type { Hand } from './handBook.ts';
import { type HandRecord, handOfRecord, withShown } from './handOfRecord.ts';
import { handsOfMatch } from './handsOfMatch.ts';
import type { HoldemView } from './holdemView.ts';
import { useHandBook } from './useHandBook.ts';

/** The hands of a match so far: those that were seen, and from the records those that were missed. */
export function useHands(match: MatchConnection, view: HoldemView): readonly Hand[] {
  const { api } = useParlor();
  const { hands } = useHandBook(match, view);
  const [missed, setMissed] = useState<readonly HandRecord[]>([]);
  const known = useRef(0);
  const wanted = useMissing(match, view);
  useEffect(() => {
    if (wanted === 0) return;
    let gone = false;
    async function fetch(): Promise<void> {
      const pages = handsOfMatch(
        (page) => patiently(() => api.ofGame(match.id, 'hands', page)),
        known.current,
      );
      for await (const hands of pages) {
        if (gone) return;
        known.current = Math.max(known.current, ...hands.map(({ hand }) => hand));
        setMissed((all) => [...all, ...hands]);
      }
    }
    fetch().catch(() => {}); // it is asked again with the next hand that is missed
    return () => {
      gone = true;
    };
  }, [api, match.id, wanted]);
  const names = useMemo(() => new Map(view.players.map(({ id, name }) => [id, name])), [view.players]);
  return useMemo(() => {
    const seen = new Map(hands.map((hand) => [hand.hand, hand]));
    const told = missed.map((record) =>
      withShown(
        handOfRecord(record, (id) => names.get(id) ?? 'Somebody'),
        seen.get(record.hand),
      ),
    );
    const numbers = new Set(told.map(({ hand }) => hand));
    return [...told, ...hands.filter(({ hand }) => !numbers.has(hand))].sort((a, b) => a.hand - b.hand);
  }, [missed, hands, names]);
}

/** The hand up to which the page has missed something; another number whenever that is another one. 0: it saw all. */
function useMissing({ status }: MatchConnection, { hand, turn_no }: HoldemView): number {
  const blind = useRef(0);
  const first = useRef(hand > 1 || turn_no > 1 ? hand : 0);
  // Without a socket nothing is told, and who comes late has seen nothing of the hand that is on either.
  if (status !== 'live' && status !== 'unstable') blind.current = hand;
  const missed = Math.max(blind.current, first.current);
  return missed === 0 ? 0 : Math.min(hand, missed + 1);
}
