import { HIT_RADIUS } from '../../../../../src/games/arena/shared/numbers.ts';
import type { Palette } from '../palette.ts';
import type { Scene } from '../scene.ts';

/** A broken ring round who one's aim is turned to, so that nobody wonders who aims. In mm. */
export function drawHelped(on: CanvasRenderingContext2D, { actors, helped }: Scene, palette: Palette): void {
  const actor = actors.find(({ body }) => body.id === helped);
  if (!actor) return;
  on.save();
  on.lineWidth = 70;
  on.strokeStyle = palette.lamp;
  on.globalAlpha = 0.9;
  on.beginPath();
  for (let quarter = 0; quarter < 4; quarter++) {
    const from = (quarter * Math.PI) / 2 + 0.35;
    on.moveTo(
      actor.body.x + Math.cos(from) * (HIT_RADIUS + 160),
      actor.body.y + Math.sin(from) * (HIT_RADIUS + 160),
    );
    on.arc(actor.body.x, actor.body.y, HIT_RADIUS + 160, from, from + 0.87);
  }
  on.stroke();
  on.restore();
}
