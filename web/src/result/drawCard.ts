import { withoutMark } from '../lib/names.ts';
import { CARD, type CardPlace, cardPlaces, linesOf, shortened } from './resultCard.ts';
import type { ResultRow } from './resultView.ts';

/** In any light: a picture is seen in the evening. */
const COLOURS = {
  wall: '#1b120f',
  stripe: 'rgb(255 214 150 / 3%)',
  glow: 'rgb(255 177 66 / 45%)',
  ink: '#f8ecd9',
  muted: '#c6b09a',
  brass: '#f2c76e',
  lamp: '#ffbf4d',
  lampLow: '#ee9f2a',
  step: '#3a2a21',
  stepLow: '#241813',
  onLamp: '#221503',
  /** Around guests. */
  line: '#ffefd4',
};
const DISPLAY = 'Literata, Charter, Georgia, serif';
const TEXT = 'Figtree, system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const LEFT = 64;
const TEXT_WIDTH = 420;

/** What is drawn of a look: all that a style sheet says of it. */
const DRAWN = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
];

interface CardText {
  /** What came of it: "Ada came first". */
  title: string;
  /** Of what game, and what decided it. */
  said: string;
  /** Where it was played. */
  site: string;
}

/**
 * A picture of a result, made on this device: the podium with its guests, as they stand on the page.
 * @param podium where the page shows them
 */
export async function drawCard(
  rows: readonly ResultRow[],
  me: string | null,
  { title, said, site }: CardText,
  podium: HTMLElement,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, CARD);
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('This browser draws no pictures.');
  drawWall(brush);
  const places = cardPlaces(rows);
  const guests = inTheEvening(podium, () => places.map(({ row, guest }) => copyOf(podium, row.id, guest)));
  for (const [i, place] of places.entries())
    await drawPlace(brush, place, place.row.id === me, guests[i] ?? null);

  const write = (text: string, font: string, colour: string, y: number, most: number, height: number) => {
    brush.font = font;
    brush.fillStyle = colour;
    brush.textAlign = 'left';
    const lines = linesOf(text, TEXT_WIDTH, most, (part) => brush.measureText(part).width);
    for (const [i, line] of lines.entries()) brush.fillText(line, LEFT, y + i * height);
    return y + lines.length * height;
  };
  const below = write(title, `850 62px ${DISPLAY}`, COLOURS.ink, 150, 4, 68);
  write(said, `500 32px ${TEXT}`, COLOURS.muted, below + 12, 3, 42);
  write('Parlor', `820 40px ${DISPLAY}`, COLOURS.brass, CARD.height - 84, 1, 40);
  write(site, `400 24px ${TEXT}`, COLOURS.muted, CARD.height - 46, 1, 30);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('No picture came of it.'))),
      'image/png',
    );
  });
}

function drawWall(brush: CanvasRenderingContext2D): void {
  const { width, height } = CARD;
  brush.fillStyle = COLOURS.wall;
  brush.fillRect(0, 0, width, height);
  brush.fillStyle = COLOURS.stripe;
  for (let x = 0; x < width; x += 60) brush.fillRect(x, 0, 30, height);
  const light = brush.createRadialGradient(840, -60, 20, 840, 120, 620);
  light.addColorStop(0, COLOURS.glow);
  light.addColorStop(1, 'transparent');
  brush.fillStyle = light;
  brush.fillRect(0, 0, width, height);
}

async function drawPlace(
  brush: CanvasRenderingContext2D,
  { row, place, x, y, width, height, guest }: CardPlace,
  mine: boolean,
  look: string | null,
): Promise<void> {
  const first = row.rank === 1;
  const wood = brush.createLinearGradient(0, y, 0, y + height);
  wood.addColorStop(0, first ? COLOURS.lamp : COLOURS.step);
  wood.addColorStop(1, first ? COLOURS.lampLow : COLOURS.stepLow);
  brush.fillStyle = wood;
  brush.beginPath();
  brush.roundRect(x, y, width, height, [16, 16, 0, 0]);
  brush.fill();
  if (mine) {
    brush.strokeStyle = COLOURS.brass;
    brush.lineWidth = 4;
    brush.stroke();
  }
  const middle = x + width / 2;
  brush.textAlign = 'center';
  brush.fillStyle = first ? COLOURS.onLamp : COLOURS.ink;
  brush.font = `850 44px ${DISPLAY}`;
  brush.fillText(place, middle, y + 54);
  brush.font = `600 26px ${TEXT}`;
  const name = shortened(withoutMark(row.name), width - 24, (text) => brush.measureText(text).width);
  brush.fillText(name, middle, y + 92);
  brush.fillText(String(row.score), middle, y + 126);
  if (look === null) return;
  const image = new Image();
  image.src = look;
  await image.decode();
  brush.drawImage(image, middle - guest / 2, y - guest * 0.93, guest, guest);
}

/** Looks at guests as they are in the evening: nothing of that is painted. */
function inTheEvening<T>(element: HTMLElement, look: () => T): T {
  element.style.setProperty('--guest-line', COLOURS.line);
  try {
    return look();
  } finally {
    element.style.removeProperty('--guest-line');
  }
}

/** A guest of the podium as the address of a picture: what the style sheet says of it is written into it. */
function copyOf(podium: Element, player: string, size: number): string | null {
  const drawing = podium.querySelector<SVGSVGElement>(`[data-player="${player}"] svg.guest`);
  if (!drawing) return null;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const parts = [drawing, ...drawing.querySelectorAll<SVGElement>('*')];
  for (const [i, part] of [copy, ...copy.querySelectorAll<SVGElement>('*')].entries()) {
    const source = parts[i];
    if (!source) continue;
    const style = getComputedStyle(source);
    for (const name of DRAWN) part.setAttribute(name, style.getPropertyValue(name));
    part.removeAttribute('class');
    part.removeAttribute('style');
  }
  for (const side of ['width', 'height']) copy.setAttribute(side, String(2 * size));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}
