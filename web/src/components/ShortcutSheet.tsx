import * as Dialog from '@radix-ui/react-dialog';
import { useRef } from 'react';
import { focusOn } from '../lib/useFocusWhenChanged.ts';
import { Icon } from './Icon.tsx';

const SHORTCUTS: readonly { title: string; keys: readonly (readonly [keys: string, does: string])[] }[] = [
  {
    title: 'Everywhere but at a table',
    keys: [
      ['P', 'Play'],
      ['B', 'Play with bots'],
      ['H', 'Lobby'],
      ['W', 'Tables to watch'],
      ['L', 'Ranking'],
      ['S', 'Settings'],
      ['?', 'This sheet'],
    ],
  },
  {
    title: 'At the table',
    keys: [
      ['Enter', 'Answer'],
      ['1 – 9', 'Choose an option'],
      ['↑ ↓ ← →', 'Move in a grid'],
      ['/', 'To the chat; Esc back to the answer'],
      ['R', 'Play again, once it is over'],
    ],
  },
  {
    title: 'At a table of cards',
    keys: [
      ['F', 'Fold'],
      ['C', 'Check, or call'],
      ['R', 'To the amount; arrows change it, Enter raises'],
      ['A  A', 'All in'],
    ],
  },
  {
    title: 'When a table is ready',
    keys: [['Enter', 'Accept']],
  },
  {
    title: 'In a replay',
    keys: [
      ['Space', 'Play and pause'],
      ['← →', '5 seconds back and on'],
      [', .  [ ]', 'To what matters, back and on'],
    ],
  },
];

/** What the keys do. Escape closes it, and the focus is back where it was. */
export function ShortcutSheet({ open, onClose }: { open: boolean; onClose(): void }) {
  const before = useRef<Element | null>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(shown) => !shown && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="sheet__veil" />
        <Dialog.Content
          className="sheet"
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            before.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const { current: element } = before;
            focusOn(element instanceof HTMLElement && element !== document.body ? element : null);
          }}
        >
          <div className="row row--apart">
            <Dialog.Title>Keys</Dialog.Title>
            <Dialog.Close className="button button--quiet" aria-label="Close">
              <Icon name="close" />
            </Dialog.Close>
          </div>
          {SHORTCUTS.map(({ title, keys }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl className="sheet__keys">
                {keys.map(([key, does]) => (
                  <div key={key}>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <p className="muted small">Single keys can be turned off in the settings.</p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
