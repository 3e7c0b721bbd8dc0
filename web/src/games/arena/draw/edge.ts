import { placeAfter } from '../../../../../src/games/arena/shared/flight.ts';
import type { Palette } from '../palette.ts';
import type { Scene } from '../scene.ts';
import { onPicture, type View } from '../view.ts';

/** px from the edge at which an arrow stands. */
const INSIDE = 22;
/** A shot that will pass farther than this from one's body is none of one's business, mm. */
const CLOSE = 2_500;

/** What is at the edge of the picture, in px: arrows for shots that come, and pain. */
export function drawEdge(on: CanvasRenderingContext2D, scene: Scene, view: View, palette: Palette): void {
  for (const one of scene.flying) arrow(on, one, scene, view, palette);
  dusk(on, view, palette, scene.double);
  pain(on, scene, view);
}

function arrow(
  on: CanvasRenderingContext2D,
  one: Scene['flying'][number],
  { moment, at, actors }: Scene,
  view: View,
  palette: Palette,
): void {
  const far = Math.max(0, Math.min(one.reach, (moment.tick - one.born) * one.speed));
  const head = placeAfter(one, far);
  const shown = onPicture(view, head);
  if (shown.x >= 0 && shown.y >= 0 && shown.x <= view.width && shown.y <= view.height) return;
  const angle = (one.aim * Math.PI) / 2_048;
  const [dx, dy] = [at.x - head.x, at.y - head.y];
  const comes = dx * Math.cos(angle) + dy * Math.sin(angle);
  if (comes < 0 || Math.abs(dx * Math.sin(angle) - dy * Math.cos(angle)) > CLOSE || comes > one.reach - far)
    return;
  const x = Math.max(INSIDE, Math.min(view.width - INSIDE, shown.x));
  const y = Math.max(INSIDE, Math.min(view.height - INSIDE, shown.y));
  on.save();
  on.translate(x, y);
  on.rotate(angle + (view.turned ? Math.PI / 2 : 0));
  on.fillStyle = actors.find(({ body }) => body.seat === one.seat)?.look.coat ?? palette.lamp;
  on.strokeStyle = 'rgb(20 12 8 / 80%)';
  on.lineWidth = 2;
  on.beginPath();
  on.moveTo(13, 0);
  on.lineTo(-9, -10);
  on.lineTo(-4, 0);
  on.lineTo(-9, 10);
  on.closePath();
  on.fill();
  on.stroke();
  on.restore();
}

/** In the evening the room is dark but for the lamp; in the last half minute its edge is of light. */
function dusk(
  on: CanvasRenderingContext2D,
  { width, height }: View,
  palette: Palette,
  double: boolean,
): void {
  const long = Math.hypot(width, height) / 2;
  const dark = on.createRadialGradient(width / 2, height / 2, long * 0.45, width / 2, height / 2, long);
  dark.addColorStop(0, 'rgb(0 0 0 / 0%)');
  dark.addColorStop(1, palette.evening ? 'rgb(12 5 2 / 62%)' : 'rgb(40 24 8 / 22%)');
  on.fillStyle = dark;
  on.fillRect(0, 0, width, height);
  if (!double) return;
  on.strokeStyle = palette.lamp;
  on.lineWidth = 5;
  on.globalAlpha = 0.85;
  on.strokeRect(2.5, 2.5, width - 5, height - 5);
  on.globalAlpha = 1;
}

/** Red where a blow came from. */
function pain(on: CanvasRenderingContext2D, { pain: much, painFrom }: Scene, view: View): void {
  if (much < 0.03) return;
  const { width, height, turned } = view;
  const angle = painFrom + (turned ? Math.PI / 2 : 0);
  const [x, y] = [width / 2 - Math.cos(angle) * width * 0.28, height / 2 - Math.sin(angle) * height * 0.28];
  const long = Math.hypot(width, height) / 2;
  const red = on.createRadialGradient(x, y, long * 0.5, x, y, long * 1.25);
  red.addColorStop(0, 'rgb(190 20 0 / 0%)');
  red.addColorStop(1, `rgb(190 20 0 / ${Math.round(75 * much)}%)`);
  on.fillStyle = red;
  on.fillRect(0, 0, width, height);
}
