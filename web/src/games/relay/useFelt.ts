import { type RefObject, useEffect } from 'react';
import { useCalm } from '../../lib/useMedia.ts';
import { play } from '../../sound/play.ts';
import type { Feedback } from './useAnswer.ts';

const SHAKE = [0, -8, 7, -5, 3, 0].map((x) => ({ transform: `translateX(${x}px)` }));
const FLASH_MS = 700;
const BUZZ: Partial<Record<Feedback['kind'], number[]>> = { right: [15], wrong: [40, 40, 40], refused: [25] };

/** Lets the player feel what came of an answer at once: a sound, a flash, a shake, a buzz where the device can. */
export function useFelt(card: RefObject<HTMLElement | null>, feedback: Feedback | null): void {
  const calm = useCalm();
  useEffect(() => {
    if (feedback?.kind === 'right' || feedback?.kind === 'wrong') play(feedback.kind);
  }, [feedback]);
  useEffect(() => {
    if (!feedback || feedback.kind === 'note') return;
    const colour =
      feedback.kind === 'right' ? '--felt' : feedback.kind === 'wrong' ? '--danger' : '--brass-fill';
    const flash = [{ boxShadow: `0 0 0 4px var(${colour})` }, { boxShadow: '0 0 0 4px transparent' }];
    card.current?.animate(flash, FLASH_MS);
    if (calm) return;
    if (feedback.kind !== 'right') card.current?.animate(SHAKE, { duration: 320, easing: 'ease-out' });
    const buzz = BUZZ[feedback.kind];
    if (buzz && 'vibrate' in navigator) navigator.vibrate(buzz);
  }, [card, feedback, calm]);
}
