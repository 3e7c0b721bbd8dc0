import { AWAY, CHARGING, LEADING } from '../../../../../src/games/arena/shared/flags.ts';
import { placeAfter, reachOf } from '../../../../../src/games/arena/shared/flight.ts';
import { RAIL, SCATTER, weaponOf } from '../../../../../src/games/arena/shared/weapons.ts';
import { BODIES } from '../../../guests/bodies.ts';
import type { Palette } from '../palette.ts';
import type { Actor, Scene } from '../scene.ts';

/** mm a unit of a guest's drawing: bodies are as large as what bullets hit. */
const UNIT = 23;
/** Middle of a guest's drawing. */
const MIDDLE = { x: 32, y: 38 };

const outlines = new Map(Object.entries(BODIES).map(([shape, { path }]) => [shape, new Path2D(path)]));

/** All bodies, with what they hold, in mm. @param upright radians by which pictures are turned to stand upright */
export function drawBodies(
  on: CanvasRenderingContext2D,
  scene: Scene,
  palette: Palette,
  upright: number,
): void {
  for (const actor of scene.actors) charge(on, actor, palette, scene.clock);
  for (const actor of scene.actors) ghosts(on, actor, upright);
  for (const actor of scene.actors) {
    if (actor.body.hp === 0 || actor.body.left) continue;
    on.save();
    on.translate(actor.body.x, actor.body.y);
    if ((actor.body.flags & AWAY) !== 0) on.globalAlpha = 0.35;
    shadow(on, palette);
    weapon(on, actor, palette);
    on.rotate(upright);
    guest(on, actor, palette, scene.clock, upright);
    signs(on, actor, palette, scene);
    on.restore();
  }
}

function shadow(on: CanvasRenderingContext2D, { evening }: Palette): void {
  on.fillStyle = evening ? 'rgb(0 0 0 / 40%)' : 'rgb(10 25 10 / 30%)';
  on.beginPath();
  on.ellipse(evening ? 30 : 150, evening ? 160 : 220, 490, 400, 0, 0, 2 * Math.PI);
  on.fill();
}

/** Where somebody went in a dash. */
function ghosts(on: CanvasRenderingContext2D, { ghosts: places, look }: Actor, upright: number): void {
  const outline = outlines.get(look.shape) as Path2D;
  for (const [i, { x, y }] of places.entries()) {
    on.save();
    on.translate(x, y);
    on.rotate(upright);
    on.globalAlpha = (0.32 * (i + 1)) / (places.length + 1);
    on.scale(UNIT, UNIT);
    on.translate(-MIDDLE.x, -MIDDLE.y);
    on.fillStyle = look.coat;
    on.fill(outline);
    on.restore();
  }
}

/** A rail that charges shows everybody where it will shoot. */
function charge(
  on: CanvasRenderingContext2D,
  { body, aim, look }: Actor,
  palette: Palette,
  clock: number,
): void {
  if ((body.flags & CHARGING) === 0 || body.hp === 0) return;
  const angle = ((Math.round((aim * 2_048) / Math.PI) % 4_096) + 4_096) % 4_096;
  const flight = { x: Math.round(body.x), y: Math.round(body.y), aim: angle };
  const end = placeAfter(flight, reachOf(flight, weaponOf(RAIL)));
  on.save();
  on.globalCompositeOperation = 'lighter';
  on.lineCap = 'round';
  for (const [width, alpha, colour] of [
    [150, 0.25, look.coat],
    [46, 0.85, palette.lamp],
  ] as const) {
    on.globalAlpha = alpha * (0.75 + 0.25 * Math.sin(clock / 22));
    on.strokeStyle = colour;
    on.lineWidth = width;
    on.beginPath();
    on.moveTo(body.x, body.y);
    on.lineTo(end.x, end.y);
    on.stroke();
  }
  on.restore();
}

const BARRELS = [
  { long: 700, wide: 190 },
  { long: 640, wide: 330 },
  { long: 900, wide: 150 },
] as const;

function weapon(on: CanvasRenderingContext2D, { body, aim }: Actor, { brass, ink }: Palette): void {
  const { long, wide } = BARRELS[body.weapon] ?? BARRELS[0];
  on.save();
  on.rotate(aim);
  on.fillStyle = body.weapon === RAIL || body.weapon === SCATTER ? brass : '#efe3cc';
  on.strokeStyle = ink;
  on.lineWidth = 60;
  on.beginPath();
  on.roundRect(200, -wide / 2, long - 200, wide, 60);
  on.fill();
  on.stroke();
  on.restore();
}

function guest(
  on: CanvasRenderingContext2D,
  actor: Actor,
  palette: Palette,
  clock: number,
  upright: number,
): void {
  const { look, flash, body, lean, since } = actor;
  const { eyes, head } = BODIES[look.shape];
  const speed = Math.hypot(lean.x, lean.y);
  const grows = Math.min(1, 0.4 + since / 300);
  const hop = Math.min(1, speed / 60) * Math.abs(Math.sin(clock / 85 + body.seat)) * 2.2;
  on.save();
  on.scale(UNIT * grows, UNIT * grows);
  on.translate(0, -hop);
  on.translate(-MIDDLE.x, -MIDDLE.y);
  if (body.bot) spring(on, head.y, palette);
  const outline = outlines.get(look.shape) as Path2D;
  on.fillStyle = look.coat;
  on.fill(outline);
  on.lineWidth = 3;
  on.lineJoin = 'round';
  on.strokeStyle = palette.line;
  on.stroke(outline);
  const gaze = actor.aim - upright;
  const [gx, gy] = [Math.cos(gaze) * 3.4, Math.sin(gaze) * 2.6];
  for (const side of [-1, 1]) {
    const x = 32 + side * eyes.apart;
    on.fillStyle = '#fff';
    on.beginPath();
    on.ellipse(x, eyes.y, 5.2, 6, 0, 0, 2 * Math.PI);
    on.fill();
    on.fillStyle = palette.ink;
    on.beginPath();
    on.ellipse(x + gx * 0.7, eyes.y + gy, 3.1, 3.8, 0, 0, 2 * Math.PI);
    on.fill();
  }
  if (flash > 0.05) {
    on.globalAlpha = Math.min(1, flash);
    on.fillStyle = '#fff';
    on.fill(outline);
  }
  on.restore();
}

function spring(on: CanvasRenderingContext2D, head: number, { line, brass }: Palette): void {
  on.save();
  on.translate(47, head + 5);
  on.rotate(0.38);
  on.strokeStyle = line;
  on.lineWidth = 2;
  on.stroke(SPRING);
  on.fillStyle = brass;
  on.beginPath();
  on.arc(0, -15.5, 4, 0, 2 * Math.PI);
  on.fill();
  on.restore();
}

const SPRING = new Path2D('M0 4l-4-3.5l8-3.5l-8-3.5l8-3.5l-4-3');

/** Health, letter, shield, and whether one leads. */
function signs(on: CanvasRenderingContext2D, actor: Actor, palette: Palette, { clock }: Scene): void {
  const { body, bar, mine, letter, look } = actor;
  if (body.shield > 0) {
    on.strokeStyle = '#bfe3ff';
    on.lineWidth = 60;
    on.globalAlpha = 0.55 + 0.3 * Math.sin(clock / 90);
    on.setLineDash([240, 90]);
    on.lineDashOffset = clock;
    on.beginPath();
    on.arc(0, 0, 680, 0, 2 * Math.PI);
    on.stroke();
    on.setLineDash([]);
    on.globalAlpha = 1;
  }
  if (mine) {
    on.strokeStyle = palette.lamp;
    on.lineWidth = 56;
    on.globalAlpha = 0.9;
    on.beginPath();
    on.ellipse(0, 330, 560, 240, 0, 0.25, Math.PI - 0.25);
    on.stroke();
    on.globalAlpha = 1;
  }
  const [wide, high, y] = [1_060, 150, -900];
  on.fillStyle = 'rgb(20 12 8 / 75%)';
  on.beginPath();
  on.roundRect(-wide / 2 - 40, y - 40, wide + 80, high + 80, 110);
  on.fill();
  const part = Math.max(0, Math.min(1, bar / 100));
  on.fillStyle = body.hp <= 40 ? '#ff8a70' : mine ? palette.lamp : look.coat;
  on.beginPath();
  on.roundRect(-wide / 2, y, Math.max(high, wide * part), high, 75);
  on.fill();
  badge(on, -wide / 2 - 190, y + high / 2, letter, mine ? palette.lamp : '#fdf3df');
  if ((body.flags & LEADING) !== 0) crown(on, y - 230, palette);
}

function badge(on: CanvasRenderingContext2D, x: number, y: number, letter: string, colour: string): void {
  on.fillStyle = colour;
  on.beginPath();
  on.arc(x, y, 190, 0, 2 * Math.PI);
  on.fill();
  on.fillStyle = '#221503';
  on.font = '800 290px system-ui, sans-serif';
  on.textAlign = 'center';
  on.textBaseline = 'middle';
  on.fillText(letter, x, y + 14);
}

function crown(on: CanvasRenderingContext2D, y: number, { lamp }: Palette): void {
  on.fillStyle = lamp;
  on.strokeStyle = '#5a3608';
  on.lineWidth = 30;
  on.beginPath();
  on.moveTo(-260, y + 130);
  for (const [x, up] of [
    [-300, -150],
    [-130, 0],
    [0, -220],
    [130, 0],
    [300, -150],
    [260, 130],
  ] as const)
    on.lineTo(x, y + up);
  on.closePath();
  on.fill();
  on.stroke();
}
