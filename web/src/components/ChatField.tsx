import { type FormEvent, useState } from 'react';
import { useAttempt } from '../session/useAttempt.ts';

/** In UTF-16 units. The server takes 300 characters as people see them. */
const MAX_LENGTH = 1200;

/** The field to write a line of chat. What could not be sent stays in it. */
export function ChatField({ title, say }: { title: string; say(text: string): Promise<void> }) {
  const [text, setText] = useState('');
  const [attempt, busy] = useAttempt();
  const line = text.trim();

  function send(event: FormEvent): void {
    event.preventDefault();
    if (line === '' || busy) return;
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
        placeholder="Say something"
        value={text}
        maxLength={MAX_LENGTH}
        autoComplete="off"
        enterKeyHint="send"
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button" aria-disabled={busy || line === ''}>
        Send
      </button>
    </form>
  );
}
