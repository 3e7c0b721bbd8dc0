import type { Shape } from '../../../src/protocol/face.ts';

/** A body in a box of 64 units: its outline, where its eyes are, and where its head ends. */
interface Body {
  path: string;
  /** The line that both eyes are on, and how far each is from the middle. */
  eyes: { y: number; apart: number };
  /** Where a hat sits, and how large it is there: 1 is as wide as a circle's. */
  head: { y: number; wide: number };
}

/** The five bodies. Whatever colour they have, their outline alone tells them apart. */
export const BODIES: Readonly<Record<Shape, Body>> = {
  circle: {
    path: 'M32 16.5a21.5 21.5 0 1 1 0 43a21.5 21.5 0 1 1 0-43z',
    eyes: { y: 35, apart: 8 },
    head: { y: 19.5, wide: 1 },
  },
  square: {
    path: 'M21 18.5h22q9.5 0 9.5 9.5v22q0 9.5-9.5 9.5h-22q-9.5 0-9.5-9.5v-22q0-9.5 9.5-9.5z',
    eyes: { y: 35, apart: 8.5 },
    head: { y: 20, wide: 1.1 },
  },
  triangle: {
    path: 'M27 18.5q5-8.5 10 0l18.5 31q5 9-5 9h-37q-10 0-5-9z',
    eyes: { y: 40, apart: 7 },
    head: { y: 23, wide: 0.72 },
  },
  diamond: {
    path: 'M26.5 17.5q5.5-5.5 11 0l15.5 15.5q5.5 5.5 0 11l-15.5 15.5q-5.5 5.5-11 0l-15.5-15.5q-5.5-5.5 0-11z',
    eyes: { y: 35.5, apart: 7.5 },
    head: { y: 22.5, wide: 0.8 },
  },
  star: {
    path: 'M28.8 18.1Q32 13 35.2 18.1L38.7 23.8Q40.5 26.8 43.9 27.6L50.4 29.2Q56.3 30.6 52.4 35.2L48.1 40.3Q45.8 43 46 46.5L46.5 53.1Q47 59.1 41.4 56.9L35.2 54.3Q32 53 28.8 54.3L22.6 56.9Q17 59.1 17.5 53.1L18 46.5Q18.2 43 15.9 40.3L11.6 35.2Q7.7 30.6 13.6 29.2L20.1 27.6Q23.5 26.8 25.3 23.8z',
    eyes: { y: 36, apart: 6.5 },
    head: { y: 23, wide: 0.72 },
  },
};
