import type { Spot } from '../../../../src/games/arena/shared/map.ts';

/** A speck of light. Lengths are mm, times ms. */
export interface Spark extends Spot {
  vx: number;
  vy: number;
  size: number;
  colour: string;
  age: number;
  lasts: number;
}

/** A circle that grows and fades. */
interface Wave extends Spot {
  from: number;
  to: number;
  colour: string;
  age: number;
  lasts: number;
}

/** A few letters that rise. */
export interface Word extends Spot {
  text: string;
  colour: string;
  age: number;
  lasts: number;
}

const MOST = 260;

/** All that glows for a moment, and nothing depends on. It is bounded: the oldest go first. */
export class Sparks {
  sparks: Spark[] = [];
  waves: Wave[] = [];
  words: Word[] = [];
  /** Of as many sparks as were asked for; less where frames take long. */
  share = 1;

  burst(at: Spot, colour: string, count: number, speed: number, size = 90, lasts = 420): void {
    for (let i = 0; i < count * this.share; i++) {
      const angle = Math.random() * 2 * Math.PI;
      const fast = speed * (0.25 + Math.random());
      this.#add(at, {
        colour,
        size: size * (0.5 + Math.random()),
        lasts: lasts * (0.6 + 0.7 * Math.random()),
        angle,
        fast,
      });
    }
  }

  /** Towards one side, as from a muzzle or off a wall. @param angle radians */
  spray(at: Spot, colour: string, count: number, speed: number, angle: number, wide: number): void {
    for (let i = 0; i < count * this.share; i++) {
      const to = angle + (Math.random() - 0.5) * wide;
      this.#add(at, {
        colour,
        size: 45 + 50 * Math.random(),
        lasts: 140 + 180 * Math.random(),
        angle: to,
        fast: speed * (0.4 + Math.random()),
      });
    }
  }

  wave(at: Spot, colour: string, from: number, to: number, lasts: number): void {
    this.waves.push({ x: at.x, y: at.y, colour, from, to, lasts, age: 0 });
    if (this.waves.length > 30) this.waves.shift();
  }

  word(at: Spot, text: string, colour: string, lasts = 900): void {
    this.words.push({ x: at.x + (Math.random() - 0.5) * 500, y: at.y, text, colour, lasts, age: 0 });
    if (this.words.length > 20) this.words.shift();
  }

  /** Lets so many ms pass. */
  age(ms: number): void {
    const slowed = 0.994 ** ms;
    for (const one of this.sparks) {
      one.x += (one.vx * ms) / 1_000;
      one.y += (one.vy * ms) / 1_000;
      one.vx *= slowed;
      one.vy *= slowed;
    }
    const lives = <A extends { age: number; lasts: number }>(all: A[]) =>
      all.filter((one) => {
        one.age += ms;
        return one.age < one.lasts;
      });
    this.sparks = lives(this.sparks);
    this.waves = lives(this.waves);
    this.words = lives(this.words);
  }

  #add(at: Spot, how: { colour: string; size: number; lasts: number; angle: number; fast: number }): void {
    const { colour, size, lasts, angle, fast } = how;
    const way = { vx: Math.cos(angle) * fast, vy: Math.sin(angle) * fast };
    this.sparks.push({ x: at.x, y: at.y, ...way, size, colour, lasts, age: 0 });
    if (this.sparks.length > MOST) this.sparks.shift();
  }
}
