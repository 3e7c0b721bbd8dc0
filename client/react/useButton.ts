import { useEffect } from 'react';
import type { Button } from '../Button.ts';
import { useParlor } from './ParlorProvider.ts';
import { useChanges } from './useChanges.ts';

const EVENTS = ['changed'] as const;

/** The one button of everybody, followed for as long as the component is there and shown anew whenever it changes. */
export function useButton(): Button {
  const { button } = useParlor();
  useChanges<'changed'>(button, EVENTS);
  useEffect(() => button.watch(), [button]);
  return button;
}
