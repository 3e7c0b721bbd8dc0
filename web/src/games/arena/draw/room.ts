import { BOXES, type Box, CORE, PADS } from '../../../../../src/games/arena/shared/map.ts';
import { HEIGHT, WIDTH } from '../../../../../src/games/arena/shared/numbers.ts';
import type { Palette } from '../palette.ts';

/** px a mm of the picture of the room. */
const SCALE = 0.062;
/** mm of rim around the cloth. */
export const RIM = 1_600;
const ROUND = 260;

/**
 * The room as it always is: a table of cloth with a rim of wood, and blocks of wood on it. Drawn once for each light.
 */
export function pictureOfRoom(palette: Palette): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((WIDTH + 2 * RIM) * SCALE);
  canvas.height = Math.round((HEIGHT + 2 * RIM) * SCALE);
  const on = canvas.getContext('2d');
  if (!on) return canvas;
  on.scale(SCALE, SCALE);
  on.translate(RIM, RIM);
  rim(on, palette);
  cloth(on, palette);
  marks(on, palette);
  for (const box of BOXES) shadow(on, box, palette);
  for (const box of BOXES) block(on, box, palette);
  return canvas;
}

/** Draws the picture where the room is, in mm. */
export function drawRoom(on: CanvasRenderingContext2D, picture: HTMLCanvasElement): void {
  on.drawImage(picture, -RIM, -RIM, WIDTH + 2 * RIM, HEIGHT + 2 * RIM);
}

function rim(on: CanvasRenderingContext2D, { wood, evening }: Palette): void {
  on.fillStyle = wood;
  on.beginPath();
  on.roundRect(-RIM, -RIM, WIDTH + 2 * RIM, HEIGHT + 2 * RIM, RIM);
  on.fill();
  on.save();
  on.clip();
  on.lineWidth = 40;
  on.strokeStyle = evening ? 'rgb(0 0 0 / 16%)' : 'rgb(60 30 10 / 12%)';
  for (let y = -RIM; y < HEIGHT + RIM; y += 190) {
    on.beginPath();
    on.moveTo(-RIM, y);
    on.bezierCurveTo(WIDTH / 3, y + 160, (2 * WIDTH) / 3, y - 120, WIDTH + RIM, y + 60);
    on.stroke();
  }
  on.restore();
  on.lineWidth = 110;
  on.strokeStyle = 'rgb(255 226 178 / 22%)';
  on.beginPath();
  on.roundRect(-RIM + 90, -RIM + 90, WIDTH + 2 * RIM - 180, HEIGHT + 2 * RIM - 180, RIM);
  on.stroke();
}

function cloth(on: CanvasRenderingContext2D, palette: Palette): void {
  const { cloth: near, clothFar, evening } = palette;
  const light = on.createRadialGradient(CORE.x, CORE.y, 1_000, CORE.x, CORE.y, WIDTH * 0.6);
  light.addColorStop(0, near);
  light.addColorStop(1, clothFar);
  on.fillStyle = light;
  on.beginPath();
  on.roundRect(0, 0, WIDTH, HEIGHT, 500);
  on.fill();
  on.save();
  on.clip();
  // The weave.
  on.lineWidth = 26;
  on.strokeStyle = evening ? 'rgb(255 255 255 / 2.2%)' : 'rgb(255 255 255 / 4%)';
  on.beginPath();
  for (let x = -HEIGHT; x < WIDTH; x += 240) {
    on.moveTo(x, 0);
    on.lineTo(x + HEIGHT, HEIGHT);
    on.moveTo(x + HEIGHT, 0);
    on.lineTo(x, HEIGHT);
  }
  on.stroke();
  // The rim stands higher than the cloth.
  on.lineWidth = 900;
  on.strokeStyle = 'rgb(0 0 0 / 14%)';
  on.strokeRect(-180, -180, WIDTH + 360, HEIGHT + 360);
  on.lineWidth = 320;
  on.strokeStyle = 'rgb(0 0 0 / 20%)';
  on.strokeRect(0, 0, WIDTH, HEIGHT);
  on.restore();
}

/** Lines in the cloth, as on a court: one sees where one is. */
function marks(on: CanvasRenderingContext2D, { onCloth, brass }: Palette): void {
  on.globalAlpha = 0.16;
  on.strokeStyle = onCloth;
  on.lineWidth = 60;
  on.beginPath();
  on.arc(CORE.x, CORE.y, 3_000, 0, 2 * Math.PI);
  on.moveTo(CORE.x, 0);
  on.lineTo(CORE.x, CORE.y - 3_000);
  on.moveTo(CORE.x, HEIGHT);
  on.lineTo(CORE.x, CORE.y + 3_000);
  on.roundRect(1_300, 1_300, WIDTH - 2_600, HEIGHT - 2_600, 1_200);
  on.stroke();
  on.globalAlpha = 0.5;
  on.strokeStyle = brass;
  on.lineWidth = 70;
  for (const { x, y } of PADS) {
    on.beginPath();
    on.arc(x, y, 800, 0, 2 * Math.PI);
    on.stroke();
  }
  on.globalAlpha = 1;
}

function shadow(on: CanvasRenderingContext2D, { left, top, right, bottom }: Box, { evening }: Palette): void {
  // By day the sun stands low; in the evening the lamp hangs above the middle.
  const dx = evening ? ((left + right) / 2 - CORE.x) * 0.035 : 330;
  const dy = evening ? ((top + bottom) / 2 - CORE.y) * 0.05 + 120 : 430;
  on.fillStyle = evening ? 'rgb(0 0 0 / 42%)' : 'rgb(20 30 10 / 28%)';
  on.beginPath();
  on.roundRect(left + dx - 40, top + dy - 40, right - left + 80, bottom - top + 80, ROUND);
  on.fill();
}

function block(on: CanvasRenderingContext2D, box: Box, { wood, brass }: Palette): void {
  const { left, top, right, bottom } = box;
  const [wide, high] = [right - left, bottom - top];
  on.fillStyle = 'rgb(0 0 0 / 45%)';
  on.beginPath();
  on.roundRect(left, top + 40, wide, high, ROUND);
  on.fill();
  on.fillStyle = wood;
  on.beginPath();
  on.roundRect(left, top, wide, high - 60, ROUND);
  on.fill();
  const shine = on.createLinearGradient(left, top, left, bottom);
  shine.addColorStop(0, 'rgb(255 236 200 / 34%)');
  shine.addColorStop(0.3, 'rgb(255 236 200 / 6%)');
  shine.addColorStop(1, 'rgb(0 0 0 / 26%)');
  on.fillStyle = shine;
  on.fill();
  on.save();
  on.clip();
  on.lineWidth = 34;
  on.strokeStyle = 'rgb(40 20 6 / 17%)';
  on.beginPath();
  if (wide >= high) for (let y = top + 130; y < bottom; y += 210) line(on, left, y, right, y + 40);
  else for (let x = left + 130; x < right; x += 210) line(on, x, top, x + 40, bottom);
  on.stroke();
  on.restore();
  on.lineWidth = 46;
  on.strokeStyle = 'rgb(255 236 200 / 40%)';
  on.beginPath();
  on.roundRect(left + 60, top + 60, wide - 120, high - 190, ROUND - 60);
  on.stroke();
  on.fillStyle = brass;
  for (const [x, y] of [
    [left + 230, top + 230],
    [right - 230, top + 230],
    [left + 230, bottom - 290],
    [right - 230, bottom - 290],
  ] as const) {
    on.beginPath();
    on.arc(x, y, 75, 0, 2 * Math.PI);
    on.fill();
  }
}

function line(on: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number): void {
  on.moveTo(x, y);
  on.lineTo(toX, toY);
}
