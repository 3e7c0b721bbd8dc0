/** A line or a row of a plot, by the name of what it shows. */
export interface Series {
  name: string;
  /** Which of the page's colours, from 0. */
  color: number;
}

/** Points with x and y in the plot's own units. */
export interface Curve extends Series {
  points: readonly (readonly [number, number])[];
}

/** Values in the order of the plot's groups. */
export interface Bars extends Series {
  values: readonly (number | null)[];
}

interface Axes {
  title: string;
  /** What the numbers are. */
  x: string;
  y: string;
  xMax: number;
  yMax: number;
}

const WIDTH = 360;
const HEIGHT = 230;
const LEFT = 44;
const RIGHT = 18;
const TOP = 10;
const BOTTOM = 38;
const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;
const TICKS = 4;
/** A line of so few points shows them. */
const MOST_DOTS = 20;

/** Lines over common axes. With `diagonal`, the line on which both axes are equal. */
export function lines(axes: Axes, curves: readonly Curve[], diagonal = false): string {
  const x = (value: number) => LEFT + (Math.min(value, axes.xMax) / axes.xMax) * PLOT_WIDTH;
  const y = (value: number) => TOP + PLOT_HEIGHT * (1 - Math.min(value, axes.yMax) / axes.yMax);
  const drawn = curves.map(({ name, color, points }) => {
    const path = points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' ');
    const dots =
      points.length <= MOST_DOTS
        ? points
            .map(([px, py]) => `<circle cx="${x(px).toFixed(1)}" cy="${y(py).toFixed(1)}" r="3"/>`)
            .join('')
        : '';
    return `<g class="c${color}"><title>${escaped(name)}</title><polyline points="${path}"/>${dots}</g>`;
  });
  const even = diagonal
    ? `<line class="even" x1="${x(0)}" y1="${y(0)}" x2="${x(axes.xMax)}" y2="${y(axes.yMax)}"/>`
    : '';
  return svg(axes.title, `${xAxis(axes)}${yAxis(axes)}${even}${drawn.join('')}`);
}

/** Bars side by side in named groups. */
export function bars(
  axes: Omit<Axes, 'x' | 'xMax'>,
  groups: readonly string[],
  series: readonly Bars[],
): string {
  const step = PLOT_WIDTH / Math.max(1, groups.length);
  const width = (step * 0.8) / Math.max(1, series.length);
  const drawn = series.flatMap(({ name, color, values }, s) =>
    groups.map((group, g) => {
      const value = values[g] ?? null;
      if (value === null) return '';
      const height = (Math.min(value, axes.yMax) / axes.yMax) * PLOT_HEIGHT;
      const left = LEFT + step * (g + 0.1) + width * s;
      const box = `x="${left.toFixed(1)}" y="${(TOP + PLOT_HEIGHT - height).toFixed(1)}"`;
      const size = `width="${Math.max(1, width - 1).toFixed(1)}" height="${height.toFixed(1)}"`;
      const label = `${escaped(name)}, ${escaped(group)}: ${short(value)}`;
      return `<rect class="c${color}" ${box} ${size}><title>${label}</title></rect>`;
    }),
  );
  const labels = groups.map(
    (group, g) =>
      `<text x="${LEFT + step * (g + 0.5)}" y="${TOP + PLOT_HEIGHT + 15}" text-anchor="middle">${escaped(group)}</text>`,
  );
  return svg(axes.title, `${yAxis(axes)}${drawn.join('')}${labels.join('')}`);
}

export function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (char) => entities[char] ?? char);
}

/** A number at most so wide as an axis has room for. */
export function short(value: number): string {
  if (value !== 0 && Math.abs(value) < 1) return value.toFixed(2);
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : String(Math.round(value));
}

/** The next round number at or above: where an axis ends. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

function svg(title: string, body: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">${body}</svg>`;
}

function xAxis({ x, xMax }: Axes): string {
  const ticks = Array.from({ length: TICKS + 1 }, (_, i) => {
    const at = LEFT + (PLOT_WIDTH * i) / TICKS;
    return `<text x="${at}" y="${TOP + PLOT_HEIGHT + 14}" text-anchor="middle">${short((xMax * i) / TICKS)}</text>`;
  });
  const name = `<text x="${LEFT + PLOT_WIDTH / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escaped(x)}</text>`;
  return ticks.join('') + name;
}

function yAxis({ y, yMax }: Pick<Axes, 'y' | 'yMax'>): string {
  const ticks = Array.from({ length: TICKS + 1 }, (_, i) => {
    const at = TOP + PLOT_HEIGHT * (1 - i / TICKS);
    const line = `<line class="grid" x1="${LEFT}" y1="${at}" x2="${WIDTH - RIGHT}" y2="${at}"/>`;
    return `${line}<text x="${LEFT - 5}" y="${at + 4}" text-anchor="end">${short((yMax * i) / TICKS)}</text>`;
  });
  const middle = TOP + PLOT_HEIGHT / 2;
  const name = `<text transform="rotate(-90 11 ${middle})" x="11" y="${middle}" text-anchor="middle">${escaped(y)}</text>`;
  return ticks.join('') + name;
}
