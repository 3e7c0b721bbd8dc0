import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { explain } from '../session/explain.ts';
import { type Notice, NoticesContext } from '../session/NoticesContext.ts';
import { atTable } from './atTable.ts';
import { Sentence } from './Sentence.tsx';

interface Shown extends Notice {
  id: number;
  bad: boolean;
}

const SHOWN_MS = 8000;
/** Longer where there is something to press, and what is told once. */
const LONG_SHOWN_MS = 20_000;
const MAX_SHOWN = 3;
let last = 0;

/** Shows errors and news in a corner, each for some seconds, the same one once. */
export function Notices({ children }: { children: ReactNode }) {
  const [location] = useLocation();
  const [notices, setNotices] = useState<Shown[]>([]);
  const dismiss = useCallback((id: number) => setNotices((all) => all.filter((n) => n.id !== id)), []);
  const show = useCallback((notice: Notice, bad: boolean) => {
    last += 1;
    const shown = { ...notice, bad, id: last };
    setNotices((all) => [...all.filter((n) => n.text !== shown.text), shown].slice(-MAX_SHOWN));
  }, []);
  const told = useMemo(
    () => ({
      tell: (error: unknown) => show({ text: explain(error) }, true),
      say: (notice: Notice) => show(notice, false),
    }),
    [show],
  );

  // Over a table it would be in the way of one's hands.
  useEffect(() => {
    if (atTable(location)) setNotices((all) => all.filter(({ bad, stays }) => bad || stays));
  }, [location]);

  return (
    <NoticesContext value={told}>
      {children}
      <div className="notices">
        <div role="status">{linesOf(false)}</div>
        <div role="alert">{linesOf(true)}</div>
      </div>
    </NoticesContext>
  );

  function linesOf(bad: boolean): ReactNode {
    return notices
      .filter((notice) => notice.bad === bad)
      .map((notice) => <NoticeLine key={notice.id} notice={notice} dismiss={dismiss} />);
  }
}

function NoticeLine({ notice, dismiss }: { notice: Shown; dismiss: (id: number) => void }) {
  const { id, text, link, stays, bad } = notice;
  const shownMs = link || stays ? LONG_SHOWN_MS : SHOWN_MS;
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [id, shownMs, dismiss]);
  return (
    <div className={`notice ${bad ? 'notice--bad' : ''}`}>
      <span>
        <Sentence text={text} />{' '}
        {link && (
          <Link href={link.to} onClick={() => dismiss(id)}>
            {link.text}
          </Link>
        )}
      </span>
      <button type="button" className="button button--quiet" onClick={() => dismiss(id)}>
        Close
      </button>
    </div>
  );
}
