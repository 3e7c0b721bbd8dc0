import { faceOf, partsOf } from '../../../src/protocol/face.ts';

/** The colour of somebody's coat, deep enough for a thin line. */
export function lineOf({ id, face }: { id: string; face?: string | undefined }): string {
  const colour = partsOf(faceOf(id, face))?.colour ?? 'blue';
  return `color-mix(in oklab, var(--guest-${colour}) 72%, var(--guest-line))`;
}
