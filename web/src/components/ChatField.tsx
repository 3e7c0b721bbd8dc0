import { type FormEvent, useState } from 'react';
import { useAttempt } from '../session/useAttempt.ts';

/** In UTF-16 units. The server takes 300 characters as people see them. */
const MAX_LENGTH = 1200;

interface Props {
  title: string;
  say(text: string): Promise<void>;
  /** Nothing can be sent just now; what is written stays. */
  cut: boolean;
}

/** The field to write a line of chat. What could not be sent stays in it. */
export function ChatField({ title, say, cut }: Props) {
  const [text, setText] = useState('');
  const [attempt, busy] = useAttempt();
  const line = text.trim();

  function send(event: FormEvent): void {
    event.preventDefault();
    if (line === '' || busy || cut) return;
    attempt(async () => {
      await say(line);
      setText('');
    });
  }

  return (
    <form className="chat__form" onSubmit={send}>
      <input
        className="input"
        dir="auto"
        aria-label={`Write to ${title}`}
        placeholder={cut ? 'Not connected' : 'Say something'}
        value={text}
        maxLength={MAX_LENGTH}
        autoComplete="off"
        enterKeyHint="send"
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button" aria-disabled={busy || cut || line === ''}>
        Send
      </button>
    </form>
  );
}
