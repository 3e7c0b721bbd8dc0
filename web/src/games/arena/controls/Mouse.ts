/** Of a pointer's event: the button that changed with it, and all that are held. */
type Pressed = Pick<PointerEvent, 'button' | 'buttons'>;

/**
 * The buttons of a mouse: the first shoots, the second dashes. Only the first of them that goes down and the last that
 * goes up have events of their own; whatever is pressed and let go in between is told by moves.
 */
export class Mouse {
  /** The first button is held, and went down on the picture. */
  fires = false;

  /**
   * @param here whether it is on the picture: what is pressed elsewhere is meant for itself
   * @returns whether this is a dash
   */
  told({ button, buttons }: Pressed, here: boolean): boolean {
    this.fires = (buttons & 1) !== 0 && (this.fires || (here && button === 0));
    return here && button === 2 && (buttons & 2) !== 0;
  }
}
