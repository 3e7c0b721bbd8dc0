import type { Spot } from '../../../../../src/games/arena/shared/map.ts';
import type { Body } from '../moment.ts';
import { intoRoom } from '../view.ts';
import { assisted, nearestAim } from './assist.ts';
import { padWish } from './gamepad.ts';
import { Keys } from './Keys.ts';
import { Mouse } from './Mouse.ts';
import { Stick } from './Stick.ts';
import { unitsOf, type Wish } from './wish.ts';

/** The right stick shoots when it is tilted farther than this. */
const FIRES_FROM = 0.3;
/** A tap dashes for so long: at least one command has it. */
const DASH_MS = 70;

/** How somebody plays, by what they touched last. */
export type Device = 'touch' | 'mouse' | 'keys' | 'pad';

/** What steers, and what it has to know of the picture. */
interface Needs {
  element: HTMLElement;
  turned(): boolean;
  /** Where one's own body is on the page, px. */
  middle(): Spot;
  /** Whether aim may be helped. */
  helps(): boolean;
}

/** All ways to play at once: two thumbs, mouse and keys, keys alone, a gamepad. What was touched last aims. */
export class Controls {
  device: Device;
  /** The player at which aim is turned now; null while one aims alone. */
  helped: string | null = null;
  readonly left = new Stick();
  readonly right = new Stick();
  readonly #needs: Needs;
  readonly #keys = new Keys(() => this.#use('keys'));
  readonly #mouse = new Mouse();
  #pointed: Spot = { x: 1, y: 0 };
  #dashUntil = 0;
  #aim = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.device = globalThis.matchMedia('(pointer: coarse)').matches ? 'touch' : 'mouse';
  }

  /** Listens until what is returned is called. */
  listen(): () => void {
    const off = new AbortController();
    const options = { signal: off.signal };
    const { element } = this.#needs;
    element.addEventListener('pointerdown', (event) => this.#down(event), options);
    globalThis.addEventListener('pointermove', (event) => this.#move(event), options);
    for (const end of ['pointerup', 'pointercancel'] as const)
      globalThis.addEventListener(end, (event) => this.#up(event), options);
    element.addEventListener('contextmenu', (event) => isOnPanel(event) || event.preventDefault(), options);
    // A button that was pressed by mouse and stays focused would take the next Space.
    element.addEventListener('click', (event) => event.detail > 0 && buttonOf(event)?.blur(), options);
    globalThis.addEventListener('blur', () => this.#letGo(), options);
    document.addEventListener('visibilitychange', () => document.hidden && this.#letGo(), options);
    this.#keys.listen(off.signal);
    return () => off.abort();
  }

  /** What is wanted now. */
  read(now: number, me: Body | undefined, others: readonly Body[]): Wish {
    const turned = this.#needs.turned();
    const pad = padWish();
    if (pad?.active) this.#use('pad');
    const way = this.device === 'touch' ? this.left.tilt : pad?.active ? pad.move : this.#keys.way;
    const tapped = now < this.#dashUntil;
    const { fire, aim } = this.#aimed(me, others, turned, pad?.aim ?? { x: 0, y: 0 }, pad?.fires ?? false);
    this.#aim = aim;
    const dash = tapped || this.#keys.dashes || (pad?.dashes ?? false);
    return { ...intoRoom(turned, way), aim, fire, dash };
  }

  #aimed(me: Body | undefined, others: readonly Body[], turned: boolean, padAim: Spot, padFires: boolean) {
    const keysFire = this.#keys.fires;
    this.helped = null;
    if (this.device === 'keys') {
      const nearest = me && nearestAim(me, others);
      this.helped = nearest?.target.id ?? null;
      return { aim: nearest?.aim ?? this.#aim, fire: keysFire };
    }
    if (this.device === 'mouse') {
      const { x, y } = intoRoom(turned, this.#pointed);
      return { aim: unitsOf(Math.atan2(y, x)), fire: this.#mouse.fires || keysFire };
    }
    const tilt = this.device === 'touch' ? this.right.tilt : padAim;
    const way =
      Math.hypot(tilt.x, tilt.y) > 0.1 ? tilt : this.device === 'touch' ? this.left.tilt : { x: 0, y: 0 };
    const fire = this.device === 'touch' ? Math.hypot(tilt.x, tilt.y) > FIRES_FROM : padFires;
    if (Math.hypot(way.x, way.y) < 0.1) return { aim: this.#aim, fire };
    const { x, y } = intoRoom(turned, way);
    const aim = unitsOf(Math.atan2(y, x));
    const helped = me && this.#needs.helps() ? assisted(me, aim, others) : { aim };
    this.helped = helped.target?.id ?? null;
    return { aim: helped.aim, fire };
  }

  #use(device: Device): void {
    // Who moves by keys and aims with a mouse plays with the mouse.
    if (device === 'keys' && this.device === 'mouse' && !this.#keys.fires) return;
    this.device = device;
  }

  #down(event: PointerEvent): void {
    const here = this.#isOnPicture(event);
    // A touch takes no focus away by itself: who wrote in the chat plays again.
    if (here && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (event.pointerType === 'mouse') this.#point(event);
    else if (here) this.#touch(event);
  }

  #touch(event: PointerEvent): void {
    const at = { x: event.clientX, y: event.clientY };
    event.preventDefault();
    this.#use('touch');
    const stick = at.x < globalThis.innerWidth / 2 ? this.left : this.right;
    if (stick.pointer === null) stick.press(event.pointerId, at, event.timeStamp);
  }

  #move(event: PointerEvent): void {
    if (event.pointerType === 'mouse') {
      this.#point(event);
      return;
    }
    const at = { x: event.clientX, y: event.clientY };
    for (const stick of [this.left, this.right]) if (stick.pointer === event.pointerId) stick.drag(at);
  }

  #point(event: PointerEvent): void {
    const here = this.#isOnPicture(event);
    if (this.#mouse.told(event, here)) this.#dash(event);
    const moved = Math.hypot(event.movementX, event.movementY) >= 3;
    if (this.device === 'keys' && !moved && !(here && event.button >= 0)) return;
    this.#use('mouse');
    const middle = this.#needs.middle();
    this.#pointed = { x: event.clientX - middle.x, y: event.clientY - middle.y };
  }

  #up(event: PointerEvent): void {
    if (event.pointerType === 'mouse') {
      this.#mouse.told(event, false);
      return;
    }
    for (const stick of [this.left, this.right]) {
      if (stick.pointer !== event.pointerId) continue;
      const tapped = stick.release(event.timeStamp);
      // One that the browser took for itself was no tap.
      if (tapped && event.type === 'pointerup') this.#dash(event);
    }
  }

  #dash({ timeStamp }: Event): void {
    this.#dashUntil = timeStamp + DASH_MS;
  }

  /** Who looks elsewhere holds nothing: whatever is let go there is not told. */
  #letGo(): void {
    this.#mouse.fires = false;
    this.#keys.letGo();
    for (const stick of [this.left, this.right]) stick.pointer = null;
  }

  /** What is pressed above the picture, or elsewhere, is meant for itself. */
  #isOnPicture(event: Event): boolean {
    const { target } = event;
    if (!(target instanceof Element) || !this.#needs.element.contains(target)) return false;
    return !buttonOf(event) && !isOnPanel(event);
  }
}

function isOnPanel({ target }: Event): boolean {
  return target instanceof Element && target.closest('[data-panel]') !== null;
}

function buttonOf({ target }: Event): HTMLButtonElement | null {
  return target instanceof Element ? target.closest('button') : null;
}
