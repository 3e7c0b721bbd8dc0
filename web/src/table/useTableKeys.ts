import { useEffect } from 'react';
import { preferences } from '../session/preferences.ts';

/** At the table `/` goes to the chat, and Escape from there back to the answer. */
export function useTableKeys(): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !preferences().keys)
        return;
      // On a narrow screen it has to be opened first.
      const chat = document.querySelector<HTMLElement>('.table__chat input') ?? openingChat();
      const inChat = chat?.matches('input') && document.activeElement === chat;
      const to =
        event.key === '/' && !inChat ? chat : event.key === 'Escape' && inChat ? answerField() : null;
      if (!to) return;
      event.preventDefault();
      to.focus();
    }
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function openingChat(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.talk__open');
}

function answerField(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.table__main [data-answer]') ?? document.getElementById('main');
}
