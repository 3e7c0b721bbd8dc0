import { useEffect, useRef } from 'react';
import { preferences } from '../../session/preferences.ts';
import type { Acting } from './useActing.ts';

/** Marks the field for an amount: there, keys that act still do. */
const STAKE = 'data-stake';

/** F folds, C checks or calls, R goes to the amount, arrows change it, Enter raises, A twice puts all in. */
export function useActingKeys(acting: Acting): void {
  const latest = useRef(acting);
  useEffect(() => {
    latest.current = acting;
  });
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (!preferences().keys || !isFree(event)) return;
      if (doneBy(event, latest.current)) event.preventDefault();
    }
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

/** @returns whether the key did something */
function doneBy({ key, repeat, target }: KeyboardEvent, acting: Acting): boolean {
  const { open, options, ahead } = acting;
  const inControl = target instanceof HTMLElement && target.closest('button, a, summary, [type="range"]');
  const by =
    key === 'ArrowUp' || key === 'ArrowRight' ? 1 : key === 'ArrowDown' || key === 'ArrowLeft' ? -1 : 0;
  if (by !== 0) {
    if (inControl || !open || !options?.raise) return false;
    acting.step(by);
    return true;
  }
  if (repeat) return false;
  switch (key.toLowerCase()) {
    case 'f':
      if (!open && !ahead) return false;
      acting.fold();
      return true;
    case 'c':
      if (!open && !ahead) return false;
      acting.stay();
      return true;
    case 'r':
      return open && options?.raise ? goToStake() : false;
    case 'a':
      if (!open) return false;
      acting.allIn();
      return true;
    case 'enter':
      if (inControl || !open || !options?.raise || !isStake(target)) return false;
      acting.raise();
      return true;
    default:
      return false;
  }
}

function goToStake(): boolean {
  const field = document.querySelector<HTMLInputElement>(`[${STAKE}]`);
  field?.focus();
  field?.select();
  return field !== null;
}

function isStake(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.hasAttribute(STAKE);
}

/** Nobody is writing, no dialog is open, and it is no shortcut of the browser. */
function isFree(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  if (document.querySelector('dialog[open], [role="dialog"]')) return false;
  const { target } = event;
  const writing =
    target instanceof HTMLElement && target.closest('input:not([type="range"]), textarea, select');
  return !writing || isStake(target);
}
