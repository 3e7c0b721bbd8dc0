import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { explain } from '../session/explain.ts';
import { NoticesContext } from '../session/NoticesContext.ts';

interface Notice {
  id: number;
  text: string;
}

const SHOWN_MS = 8000;
const MAX_SHOWN = 3;
let last = 0;

/** Shows errors in a corner, each for some seconds, the same one once. */
export function Notices({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<Notice[]>([]);
  const dismiss = useCallback((id: number) => setNotices((all) => all.filter((n) => n.id !== id)), []);
  const tell = useCallback((error: unknown) => {
    const text = explain(error);
    last += 1;
    const notice = { id: last, text };
    setNotices((all) => [...all.filter((n) => n.text !== text), notice].slice(-MAX_SHOWN));
  }, []);

  return (
    <NoticesContext value={tell}>
      {children}
      <div className="notices" role="alert">
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} dismiss={dismiss} />
        ))}
      </div>
    </NoticesContext>
  );
}

function NoticeLine({ notice, dismiss }: { notice: Notice; dismiss: (id: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice.id, dismiss]);
  return (
    <div className="notice">
      <span>{notice.text}</span>
      <button type="button" className="button button--quiet" onClick={() => dismiss(notice.id)}>
        Close
      </button>
    </div>
  );
}
