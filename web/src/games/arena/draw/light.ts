import { CORE_COMING, CORE_HELD, CORE_LIES } from '../../../../../src/games/arena/shared/flags.ts';
import { placeAfter } from '../../../../../src/games/arena/shared/flight.ts';
import { CORE, PADS, type Spot } from '../../../../../src/games/arena/shared/map.ts';
import { CORE_AT, CORE_TOLD } from '../../../../../src/games/arena/shared/numbers.ts';
import { RAIL, SCATTER } from '../../../../../src/games/arena/shared/weapons.ts';
import type { Flying } from '../Flights.ts';
import type { Palette } from '../palette.ts';
import type { Scene } from '../scene.ts';

/** Bullets with their trails, in mm. */
export function drawBullets(
  on: CanvasRenderingContext2D,
  { flying, moment, actors }: Scene,
  palette: Palette,
): void {
  on.save();
  on.lineCap = 'round';
  for (const one of flying) {
    const far = Math.max(0, Math.min(one.reach, (moment.tick - one.born) * one.speed));
    const coat = actors.find(({ body }) => body.seat === one.seat)?.look.coat ?? palette.lamp;
    bullet(on, one, far, coat);
  }
  on.restore();
}

function bullet(on: CanvasRenderingContext2D, one: Flying, far: number, coat: string): void {
  const long = one.gun === RAIL ? 4_200 : one.gun === SCATTER ? 600 : 1_250;
  const wide = one.gun === RAIL ? 130 : one.gun === SCATTER ? 95 : 140;
  const head = placeAfter(one, far);
  const tail = placeAfter(one, Math.max(0, Math.max(Math.min(one.from, far) - 600, far - long)));
  on.globalCompositeOperation = 'lighter';
  trail(on, tail, head, wide * 2.2, coat, 0.35);
  trail(on, tail, head, wide * 0.9, '#fff3cf', 0.6);
  on.globalCompositeOperation = 'source-over';
  on.globalAlpha = 1;
  on.fillStyle = '#2a1a10';
  circle(on, head, wide * 0.95);
  on.fillStyle = coat;
  circle(on, head, wide * 0.82);
  on.fillStyle = '#fffbe9';
  circle(on, head, wide * 0.5);
}

/** Light that thins out behind something fast. */
function trail(
  on: CanvasRenderingContext2D,
  tail: Spot,
  head: Spot,
  wide: number,
  colour: string,
  alpha: number,
): void {
  const [dx, dy] = [head.x - tail.x, head.y - tail.y];
  const long = Math.hypot(dx, dy);
  if (long < 1) return;
  const [nx, ny] = [(-dy / long) * wide, (dx / long) * wide];
  on.globalAlpha = alpha;
  on.fillStyle = colour;
  on.beginPath();
  on.moveTo(tail.x, tail.y);
  on.lineTo(head.x + nx, head.y + ny);
  on.lineTo(head.x - nx, head.y - ny);
  on.fill();
}

/** What glows for a moment. */
export function drawSparks(on: CanvasRenderingContext2D, { sparks }: Scene): void {
  on.save();
  on.globalCompositeOperation = 'lighter';
  for (const { x, y, size, colour, age, lasts } of sparks.sparks) {
    const left = 1 - age / lasts;
    on.globalAlpha = left;
    on.fillStyle = colour;
    circle(on, { x, y }, size * (0.4 + 0.6 * left));
  }
  for (const { x, y, from, to, colour, age, lasts } of sparks.waves) {
    const part = age / lasts;
    const out = 1 - (1 - part) ** 3;
    on.globalAlpha = 0.8 * (1 - part);
    on.strokeStyle = colour;
    on.lineWidth = 150 * (1 - part) + 10;
    on.beginPath();
    on.arc(x, y, from + (to - from) * out, 0, 2 * Math.PI);
    on.stroke();
  }
  on.restore();
}

/** Numbers and the like that rise. */
export function drawWords(on: CanvasRenderingContext2D, { sparks }: Scene, upright: number): void {
  on.save();
  on.textAlign = 'center';
  on.textBaseline = 'middle';
  on.font = '800 520px system-ui, sans-serif';
  on.lineJoin = 'round';
  for (const { x, y, text, colour, age, lasts } of sparks.words) {
    const part = age / lasts;
    on.save();
    on.translate(x, y);
    on.rotate(upright);
    on.translate(0, -700 - 900 * (1 - (1 - part) ** 2));
    on.globalAlpha = part < 0.6 ? 1 : (1 - part) / 0.4;
    on.lineWidth = 110;
    on.strokeStyle = 'rgb(30 18 10 / 85%)';
    on.strokeText(text, 0, 0);
    on.fillStyle = colour;
    on.fillText(text, 0, 0);
    on.restore();
  }
  on.restore();
}

/** What lies on the pads, or how long until something does. */
export function drawPads(
  on: CanvasRenderingContext2D,
  { moment, clock }: Scene,
  palette: Palette,
  upright: number,
): void {
  for (const [i, pad] of PADS.entries()) {
    const seconds = moment.pads[i] ?? 0;
    on.save();
    on.translate(pad.x, pad.y);
    on.rotate(upright);
    if (seconds > 0) {
      on.globalAlpha = 0.75;
      on.fillStyle = palette.onCloth;
      on.font = '700 620px system-ui, sans-serif';
      on.textAlign = 'center';
      on.textBaseline = 'middle';
      on.fillText(String(seconds), 0, 30);
      on.restore();
      continue;
    }
    const lift = 60 * Math.sin(clock / 300 + i);
    glow(on, { x: 0, y: 0 }, 1_300, palette.lamp, 0.3);
    on.translate(0, lift);
    gift(on, pad.gift, palette);
    on.restore();
  }
}

function gift(on: CanvasRenderingContext2D, what: string, { lamp, ink }: Palette): void {
  on.lineWidth = 60;
  on.lineJoin = 'round';
  on.strokeStyle = ink;
  on.beginPath();
  if (what === 'heal') {
    on.fillStyle = '#ff8f8a';
    on.moveTo(0, 420);
    on.bezierCurveTo(-620, 20, -520, -420, -220, -400);
    on.bezierCurveTo(-80, -390, 0, -280, 0, -200);
    on.bezierCurveTo(0, -280, 80, -390, 220, -400);
    on.bezierCurveTo(520, -420, 620, 20, 0, 420);
  } else if (what === 'rail') {
    on.fillStyle = lamp;
    for (const [x, y] of [
      [120, -480],
      [-260, 80],
      [-20, 80],
      [-120, 480],
      [260, -80],
      [20, -80],
    ] as const)
      on.lineTo(x, y);
    on.closePath();
  } else {
    on.fillStyle = lamp;
    for (const angle of [-0.95, -0.32, 0.32, 0.95]) {
      const [x, y] = [Math.sin(angle) * 440, 250 - Math.cos(angle) * 640];
      on.moveTo(x + 125, y);
      on.arc(x, y, 125, 0, 2 * Math.PI);
    }
    on.moveTo(170, 360);
    on.arc(0, 360, 170, 0, 2 * Math.PI);
  }
  on.fill();
  on.stroke();
}

/** The core: everybody sees it come, where it lies, and who has it. */
export function drawCore(
  on: CanvasRenderingContext2D,
  { moment, actors, clock }: Scene,
  palette: Palette,
): void {
  const { core, tick } = moment;
  if (core === CORE_COMING) {
    const next = CORE_AT.find((at) => at > tick) ?? tick;
    const part = Math.max(0, Math.min(1, 1 - (next - tick) / CORE_TOLD));
    on.save();
    on.strokeStyle = palette.lamp;
    on.lineWidth = 130;
    on.globalAlpha = 0.9;
    on.beginPath();
    on.arc(CORE.x, CORE.y, 1_900, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * part);
    on.stroke();
    on.restore();
    glow(on, CORE, 1_200 + 1_400 * part, palette.lamp, 0.35 * part + 0.1);
  }
  if (core === CORE_LIES) lantern(on, CORE, clock, palette, 1);
  const holder = actors.find(({ body }) => body.seat === core - CORE_HELD);
  if (!holder || holder.body.hp === 0) return;
  glow(on, holder.body, 2_300, palette.lamp, 0.5);
  for (let i = 0; i < 3; i++) {
    const angle = clock / 260 + (i * 2 * Math.PI) / 3;
    const at = { x: holder.body.x + Math.cos(angle) * 850, y: holder.body.y + Math.sin(angle) * 850 };
    lantern(on, at, clock, palette, 0.22);
  }
}

function lantern(
  on: CanvasRenderingContext2D,
  at: Spot,
  clock: number,
  { lamp }: Palette,
  size: number,
): void {
  const beats = 1 + 0.08 * Math.sin(clock / 160);
  glow(on, at, 3_600 * size * beats, lamp, 0.7);
  on.save();
  on.translate(at.x, at.y);
  on.rotate(clock / 900);
  on.globalCompositeOperation = 'lighter';
  on.fillStyle = lamp;
  on.globalAlpha = 0.5;
  for (let i = 0; i < 8; i++) {
    on.rotate(Math.PI / 4);
    on.beginPath();
    on.moveTo(0, -80 * size);
    on.lineTo(1_500 * size * beats, 0);
    on.lineTo(0, 80 * size);
    on.fill();
  }
  on.restore();
  on.fillStyle = lamp;
  circle(on, at, 560 * size * beats);
  on.fillStyle = '#fffbe9';
  circle(on, at, 330 * size * beats);
}

/** Light that falls on things around a spot. */
export function glow(
  on: CanvasRenderingContext2D,
  { x, y }: Spot,
  size: number,
  colour: string,
  alpha: number,
): void {
  const light = on.createRadialGradient(x, y, 0, x, y, size);
  light.addColorStop(0, colour);
  light.addColorStop(1, 'rgb(0 0 0 / 0%)');
  on.save();
  on.globalCompositeOperation = 'lighter';
  on.globalAlpha = alpha;
  on.fillStyle = light;
  on.fillRect(x - size, y - size, 2 * size, 2 * size);
  on.restore();
}

function circle(on: CanvasRenderingContext2D, { x, y }: Spot, size: number): void {
  on.beginPath();
  on.arc(x, y, size, 0, 2 * Math.PI);
  on.fill();
}
