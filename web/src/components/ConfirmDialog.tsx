import { useEffect, useRef } from 'react';

interface Props {
  open: boolean;
  title: string;
  text: string;
  /** What the button that does it says. */
  confirm: string;
  /** What the other one says. */
  keep?: string;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something that cannot be taken back. Escape and the other button close it; focus returns by itself. */
export function ConfirmDialog({
  open,
  title,
  text,
  confirm,
  keep = 'Keep playing',
  onConfirm,
  onClose,
}: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) element.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="confirm-title" onClose={onClose}>
      <h2 id="confirm-title">{title}</h2>
      <p className="muted">{text}</p>
      <div className="dialog__actions">
        <button type="button" className="button button--primary" onClick={onClose}>
          {keep}
        </button>
        <button type="button" className="button button--danger" onClick={onConfirm}>
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
