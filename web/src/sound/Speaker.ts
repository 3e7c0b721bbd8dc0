import type { Clock } from '../../../client/Clock.ts';
import type { sing } from './sing.ts';
import type { SoundName } from './sounds.ts';

/** What a speaker needs of its page. */
export interface SpeakerNeeds {
  clock: Clock;
  /** 0 to 1; at 0 nothing is heard. */
  volume(): number;
  hidden(): boolean;
  /** Opens the device. */
  open(): AudioContext;
  /** Fetches the code that makes sounds. */
  voice(): Promise<typeof sing>;
  /** Shared by the tabs of a browser; null where it has none. */
  locks: Pick<LockManager, 'request'> | null;
}

/** These call somebody who looks elsewhere, so they are heard from a hidden tab as well. */
const CALLS: ReadonlySet<SoundName> = new Set(['ready', 'turn', 'told']);
/** What happens several times at once is heard once. */
const AT_ONCE_MS = 120;
/** A sound that could not be made within so long is about something past. */
const LATE_MS = 700;
/** Tabs learn of the same thing within so long of each other. */
const ECHO_MS = 1500;

/**
 * Makes sounds for one tab: none before its page was touched, as browsers want it; none from a hidden tab but those
 * that call; each once, whichever of a player's tabs hear of it.
 */
export class Speaker {
  readonly #needs: SpeakerNeeds;
  #audio: AudioContext | null = null;
  #voice: Promise<typeof sing> | null = null;
  readonly #playedAt = new Map<SoundName, number>();
  /** The sounds that are this tab's for a moment. */
  readonly #mine = new Set<SoundName>();

  constructor(needs: SpeakerNeeds) {
    this.#needs = needs;
  }

  /** To be called while a gesture is handled: some browsers let a device be opened in no other moment. */
  touched(): void {
    if (this.#needs.volume() === 0) return;
    try {
      this.#audio ??= this.#needs.open();
      if (this.#audio.state !== 'running') this.#audio.resume().catch(() => {});
    } catch {
      return; // a browser without sound
    }
    this.#fetch().catch(() => {}); // asked for again with the first sound
  }

  play(name: SoundName): void {
    const { clock, volume, hidden } = this.#needs;
    if (!this.#audio || volume() === 0 || (hidden() && !CALLS.has(name))) return;
    const now = clock.now();
    if (now - (this.#playedAt.get(name) ?? -Infinity) < AT_ONCE_MS) return;
    this.#playedAt.set(name, now);
    void this.#make(name, this.#audio, now).catch(() => {}); // a silent page does all that a loud one does
  }

  async #make(name: SoundName, audio: AudioContext, askedAt: number): Promise<void> {
    const [sing, mine] = await Promise.all([this.#fetch(), this.#claim(name)]);
    if (!mine) return;
    // Phones take the device away for a call.
    if (audio.state !== 'running') await audio.resume();
    if (this.#needs.clock.now() - askedAt <= LATE_MS) sing(audio, name, this.#needs.volume());
  }

  #fetch(): Promise<typeof sing> {
    this.#voice ??= this.#needs.voice().catch((error: unknown) => {
      this.#voice = null;
      throw error;
    });
    return this.#voice;
  }

  /**
   * Whether this tab is the one that makes this sound: the first to ask, until nothing of that name was to be heard for
   * a moment.
   */
  #claim(sound: SoundName): Promise<boolean> {
    const { locks } = this.#needs;
    if (!locks || this.#mine.has(sound)) return Promise.resolve(true);
    return new Promise((resolve, reject) => {
      const claimed = locks.request(`parlor.sound.${sound}`, { ifAvailable: true }, async (lock) => {
        resolve(lock !== null);
        if (lock) await this.#hold(sound);
      });
      claimed.catch(reject);
    });
  }

  async #hold(sound: SoundName): Promise<void> {
    this.#mine.add(sound);
    let before: number | undefined;
    while (before !== this.#playedAt.get(sound)) {
      before = this.#playedAt.get(sound);
      await new Promise<void>((resolve) => void this.#needs.clock.after(ECHO_MS, resolve));
    }
    this.#mine.delete(sound);
  }
}
