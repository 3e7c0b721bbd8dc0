/** What goes on, told step by step, until it has taken too long. */
export class Course {
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;

  constructor({ minutes, say }: { minutes: number; say(text: string): void }) {
    this.signal = AbortSignal.timeout(minutes * 60_000);
    this.say = say;
  }

  /** @returns is told of bytes that are done, and says every tenth of them */
  progress(total: number): (bytes: number) => void {
    let done = 0;
    let tenths = 0;
    return (bytes) => {
      done += bytes;
      const now = Math.floor((10 * done) / total);
      if (now === tenths) return;
      tenths = now;
      this.say(`${Math.min(tenths * 10, 100)} % of ${Math.ceil(total / 1e6)} MB`);
    };
  }
}
