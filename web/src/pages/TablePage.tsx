import { useMatch } from '../../../client/react/useMatch.ts';
import { ResultPage } from '../result/ResultPage.tsx';
import { Table } from '../table/Table.tsx';
import { MatchPage } from './MatchPage.tsx';
import { OpenedElsewhere } from './OpenedElsewhere.tsx';

/** One's own match: the table while it runs, its result afterwards. A running match was returned to at the start. */
export function TablePage({ id }: { id: string }) {
  const { match: seen } = useMatch(id);
  const match = seen?.role === 'player' ? seen : null;

  if (match?.closed === 'opened_elsewhere') return <OpenedElsewhere id={id} />;
  if (match && !match.closed && !match.result) return <Table match={match} />;
  if (match) return <ResultPage id={id} match={match} />;
  return <MatchPage id={id} />;
}
