import { useEffect, useId, useRef, useState } from 'react';
import type { ChatMessage } from '../../../client/ChatLog.ts';
import { useParlor } from '../../../client/react/ParlorProvider.ts';
import { Guest } from '../guests/Guest.tsx';
import { focusOn } from '../lib/useFocusWhenChanged.ts';
import { hasNoConnection } from '../session/hasNoConnection.ts';
import { useMuted } from '../session/useMuted.ts';
import { ChatField } from './ChatField.tsx';
import { UserText } from './UserText.tsx';

interface Props {
  title: string;
  lines: readonly ChatMessage[];
  say(text: string): Promise<void>;
}

/** Below this many pixels from the end, new lines are scrolled to; whoever reads further up is left there. */
const NEAR_END = 120;

/** Chat: the lines, oldest first, and a field to write one. It never takes the focus by itself. */
export function Chat({ title, lines, say }: Props) {
  const parlor = useParlor();
  const me = parlor.player?.id ?? null;
  const { muted, mute, unmute } = useMuted();
  /** Whom one muted just here: those are offered back; the others stand in the settings. */
  const [here, setHere] = useState<string[]>([]);
  const heading = useId();
  const log = useRef<HTMLDivElement>(null);
  const latest = lines.at(-1)?.id;

  useEffect(() => {
    const element = log.current;
    if (!element || latest === undefined) return;
    const fromEnd = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (fromEnd < NEAR_END) element.scrollTop = element.scrollHeight;
  }, [latest]);

  function muteHere({ from: id, name }: ChatMessage): void {
    mute({ id, name });
    setHere((all) => [...all, id]);
    focusOn(log.current);
  }

  function showAgain(id: string): void {
    unmute(id);
    focusOn(log.current);
  }

  return (
    <section className="chat" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="chat__log" ref={log} role="log" aria-labelledby={heading} tabIndex={0}>
        {lines.length === 0 && <p className="muted">Nobody has said anything yet.</p>}
        {lines.map((line) => (
          <ChatLine
            key={`${line.id} ${line.at}`}
            line={line}
            mine={line.from === me}
            mute={() => muteHere(line)}
          />
        ))}
      </div>
      {muted
        .filter(({ id }) => here.includes(id))
        .map(({ id, name }) => (
          <p key={id} className="row row--apart small muted">
            <span>
              You do not see what <UserText>{name}</UserText> says.
            </span>
            <button type="button" className="button button--quiet" onClick={() => showAgain(id)}>
              Show again
            </button>
          </p>
        ))}
      <ChatField title={title} say={say} cut={hasNoConnection(parlor.status)} />
    </section>
  );
}

interface LineProps {
  line: ChatMessage;
  mine: boolean;
  mute(): void;
}

function ChatLine({ line, mine, mute }: LineProps) {
  return (
    <div className="chat__line">
      <p>
        <span className={`chat__from ${mine ? 'chat__from--me' : ''}`}>
          <Guest of={{ id: line.from, face: line.face }} /> <UserText>{line.name}</UserText>
        </span>
        <UserText>{line.text}</UserText>
      </p>
      {!mine && (
        <button type="button" className="chat__mute" onClick={mute}>
          Mute
          <span className="visually-hidden">
            {' '}
            <UserText>{line.name}</UserText>
          </span>
        </button>
      )}
    </div>
  );
}
