import type { Palette } from '../palette.ts';
import type { Scene } from '../scene.ts';
import type { View } from '../view.ts';
import { drawBodies } from './bodies.ts';
import { drawEdge } from './edge.ts';
import { drawHelped } from './helped.ts';
import { drawBullets, drawCore, drawPads, drawSparks, drawWords } from './light.ts';
import { drawRoom } from './room.ts';

/**
 * Draws one picture of the arena. It is all that knows of Canvas: another way to draw would be another such function.
 */
export function draw(
  on: CanvasRenderingContext2D,
  scene: Scene,
  view: View,
  room: HTMLCanvasElement,
  palette: Palette,
  density: number,
): void {
  const { width, height, scale, turned } = view;
  on.setTransform(density, 0, 0, density, 0, 0);
  on.fillStyle = palette.evening ? '#120b08' : '#5d4630';
  on.fillRect(0, 0, width, height);
  on.save();
  on.translate(width / 2 + scene.shake.x, height / 2 + scene.shake.y);
  on.scale(scale, scale);
  const upright = turned ? -Math.PI / 2 : 0;
  on.rotate(-upright);
  on.translate(-view.x, -view.y);
  drawRoom(on, room);
  drawPads(on, scene, palette, upright);
  drawCore(on, scene, palette);
  drawBodies(on, scene, palette, upright);
  drawHelped(on, scene, palette);
  drawBullets(on, scene, palette);
  drawSparks(on, scene);
  drawWords(on, scene, upright);
  on.restore();
  drawEdge(on, scene, view, palette);
}
