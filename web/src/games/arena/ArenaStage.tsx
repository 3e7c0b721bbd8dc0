import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useCalm } from '../../lib/useMedia.ts';
import { preferences } from '../../session/preferences.ts';
import { play } from '../../sound/play.ts';
import { Captions } from './Captions.ts';
import { Controls } from './controls/Controls.ts';
import { Director } from './Director.ts';
import { draw } from './draw/draw.ts';
import { pictureOfRoom } from './draw/room.ts';
import { FrameTimes } from './FrameTimes.ts';
import { Hud } from './Hud.tsx';
import { KillFeed } from './KillFeed.ts';
import type { Around } from './moment.ts';
import { type Palette, readPalette } from './palette.ts';
import { Sticks } from './Sticks.tsx';
import type { Source } from './source.ts';
import { onPicture, pictureIn, viewOf } from './view.ts';

/** More dots than this cost time that nobody sees. */
const MOST_DENSITY = 2;
/** Frames that take longer, p95, have half the sparks. */
const SLOW_MS = 12;
/** So often letters and numbers around the picture are new. */
const HUD_MS = 120;

interface Props {
  source: Source;
  /** Who looks: called you. Null for who watches: nothing steers. */
  you: string | null;
  /** Without one it is a picture in a page, and nothing steers. */
  onLeave?(): void;
  onOver?(): void;
  /** What stands above the picture. */
  children?: ReactNode;
}

/**
 * The arena, as a rule on the whole screen: a picture that moves, what stands around it, and everything that steers.
 */
export function ArenaStage({ source, you, onLeave, onOver, children }: Props) {
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [around, setAround] = useState<Around | null>(null);
  const [controls, setControls] = useState<Controls | null>(null);
  const calm = useCalm();
  const inside = onLeave === undefined;
  const steers = !inside && you !== null;
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    const [box, picture] = [stage.current, canvas.current];
    if (!box || !picture) return;
    return run({
      box,
      picture,
      source,
      calm,
      steers,
      setAround,
      setControls,
      onOver: () => over.current?.(),
    });
  }, [source, calm, steers]);
  return (
    <div className={inside ? 'arena arena--inside' : 'arena'} ref={stage}>
      <canvas
        className="arena__picture"
        ref={canvas as RefObject<HTMLCanvasElement>}
        role="img"
        aria-label="The arena"
      />
      {steers && controls && <Sticks controls={controls} />}
      {around && <Hud around={around} device={controls?.device ?? 'mouse'} {...{ you, onLeave }} />}
      {children}
    </div>
  );
}

interface Run {
  box: HTMLElement;
  picture: HTMLCanvasElement;
  source: Source;
  calm: boolean;
  steers: boolean;
  setAround(around: Around): void;
  setControls(controls: Controls): void;
  onOver(): void;
}

/** Plays and draws, a frame at a time, until what is returned is called. */
function run({ box, picture, source, calm, steers, setAround, setControls, onOver }: Run): () => void {
  const on = picture.getContext('2d', { alpha: false });
  if (!on) return () => {};
  let palette: Palette = readPalette(box);
  let room = pictureOfRoom(palette);
  let size = sized(box, picture);
  let middle = { x: size.width / 2, y: size.height / 2 };
  const captions = new Captions();
  const director = new Director((name) => {
    play(name);
    if (preferences().captions) captions.heard(name, performance.now());
  });
  const times = new FrameTimes();
  const controls = new Controls({
    element: box,
    helps: () => preferences().aimHelp,
    turned: () => size.turned,
    middle() {
      const { left, top } = picture.getBoundingClientRect();
      return { x: left + middle.x, y: top + middle.y };
    },
  });
  setControls(controls);
  const still = steers ? controls.listen() : () => {};
  const kills = new KillFeed();
  let [frame, last, told, ended] = [0, 0, 0, false];
  // In the next frame, before it is drawn: a picture that is given a size is empty.
  let fits = true;
  const resized = new ResizeObserver(() => {
    fits = false;
  });
  resized.observe(box);
  const recoloured = watchColours(() => {
    palette = readPalette(box);
    room = pictureOfRoom(palette);
  });

  function next(now: number): void {
    frame = requestAnimationFrame(next);
    const began = performance.now();
    if (!fits) size = sized(box, picture);
    fits = true;
    const ms = Math.min(50, last === 0 ? 16 : now - last);
    last = now;
    const moment = source.moment(now);
    const me = moment.bodies.find(({ id }) => id === moment.me);
    const others = moment.bodies.filter((one) => one !== me && one.hp > 0 && !one.left);
    if (steers) source.steer(controls.read(now, me, others));
    const scene = director.direct(moment, ms, palette, calm);
    scene.helped = steers ? controls.helped : null;
    const view = viewOf(scene.at, size.width, size.height, size.turned, scene.whole);
    middle = onPicture(view, scene.at);
    draw(on as CanvasRenderingContext2D, scene, view, room, palette, size.density);
    times.add(performance.now() - began);
    kills.follow(moment.tick, source.kills());
    if (now - told < HUD_MS) return;
    told = now;
    director.share = times.p95 > SLOW_MS ? 0.5 : 1;
    box.dataset.frameP95 = times.p95.toFixed(2);
    box.dataset.frames = String(times.count);
    setAround({ moment, kills: kills.shown, captions: captions.shown(performance.now()) });
    if (!ended && source.over()) {
      ended = true;
      onOver();
    }
  }
  frame = requestAnimationFrame(next);
  return () => {
    cancelAnimationFrame(frame);
    still();
    resized.disconnect();
    recoloured();
  };
}

/** Makes the picture as large as it can be on this stage. */
function sized(box: HTMLElement, picture: HTMLCanvasElement) {
  const size = pictureIn(box.clientWidth, box.clientHeight);
  const density = Math.min(MOST_DENSITY, globalThis.devicePixelRatio || 1);
  picture.width = Math.round(size.width * density);
  picture.height = Math.round(size.height * density);
  picture.style.width = `${size.width}px`;
  picture.style.height = `${size.height}px`;
  box.dataset.turned = String(size.turned);
  return { ...size, density };
}

/** Says when day becomes evening, or somebody chooses. */
function watchColours(changed: () => void): () => void {
  const media = globalThis.matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', changed);
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    media.removeEventListener('change', changed);
    chosen.disconnect();
  };
}
