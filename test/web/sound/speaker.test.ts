import assert from 'node:assert/strict';
import { Speaker } from '../../../web/src/sound/Speaker.ts';
import { sing } from '../../../web/src/sound/sing.ts';
import { SOUNDS, type SoundName } from '../../../web/src/sound/sounds.ts';
import { ManualClock } from '../../client/support/ManualClock.ts';
import { FakeAudio } from '../support/FakeAudio.ts';

/** The locks of one browser. */
function browserLocks() {
  const held = new Set<string>();
  async function request(name: string, _options: LockOptions, use: (lock: object | null) => unknown) {
    if (held.has(name)) return use(null);
    held.add(name);
    await use({ name });
    held.delete(name);
  }
  return { request } as unknown as Pick<LockManager, 'request'>;
}

function tab(locks: Pick<LockManager, 'request'> | null = browserLocks(), clock = new ManualClock()) {
  const audio = new FakeAudio();
  const page = { volume: 1, hidden: false, opened: 0, fetched: 0 };
  const speaker = new Speaker({
    clock,
    locks,
    volume: () => page.volume,
    hidden: () => page.hidden,
    open() {
      page.opened += 1;
      return audio as unknown as AudioContext;
    },
    async voice() {
      page.fetched += 1;
      return sing;
    },
  });
  return { speaker, audio, page, clock };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const tonesOf = (...names: SoundName[]) => names.flatMap((name) => SOUNDS[name].map(({ hz }) => hz));

describe('the sounds of a tab', () => {
  it('are none before it was touched, and nothing is opened or fetched for them', async () => {
    const { speaker, audio, page } = tab();

    speaker.play('ready');
    await settled();
    speaker.touched();
    await settled();

    assert.deepEqual([audio.tones, audio.state, page.fetched], [[], 'running', 1]);
  });

  it('are made once touched, each with its own tones, by one device', async () => {
    const { speaker, audio, page } = tab();
    speaker.touched();
    speaker.touched();

    for (const name of Object.keys(SOUNDS) as SoundName[]) {
      audio.tones.length = 0;
      speaker.play(name);
      await settled();
      assert.deepEqual(audio.tones, tonesOf(name), name);
    }

    assert.equal(page.opened, 1);
    const all = Object.keys(SOUNDS).map((name) => tonesOf(name as SoundName).join());
    assert.equal(new Set(all).size, all.length, 'no two sound the same');
  });

  it('are as loud as the player wants, and at none nothing is opened', async () => {
    const { speaker, audio, page } = tab();
    page.volume = 0;
    speaker.touched();
    assert.equal(page.opened, 0);

    page.volume = 0.5;
    speaker.touched();
    speaker.play('right');
    await settled();
    const half = audio.loudness;
    page.volume = 1;
    speaker.play('wrong');
    await settled();
    assert.equal(audio.loudness, 4 * half);

    page.volume = 0;
    audio.tones.length = 0;
    speaker.play('fed');
    await settled();
    assert.deepEqual(audio.tones, []);
  });

  it('are only those that call while nobody looks at it', async () => {
    const { speaker, audio, page } = tab();
    speaker.touched();
    page.hidden = true;

    for (const name of Object.keys(SOUNDS) as SoundName[]) speaker.play(name);
    await settled();

    assert.deepEqual(audio.tones, tonesOf('ready', 'turn', 'told'));
  });

  it('are made once for what happens several times at once', async () => {
    const { speaker, audio, clock } = tab();
    speaker.touched();

    speaker.play('join');
    speaker.play('join');
    await settled();
    assert.deepEqual(audio.tones, tonesOf('join'));

    clock.advance(200);
    speaker.play('join');
    await settled();
    assert.deepEqual(audio.tones, tonesOf('join', 'join'));
  });

  it('are made by one tab of several, and by another when that one is quiet', async () => {
    const [locks, clock] = [browserLocks(), new ManualClock()];
    const [first, second] = [tab(locks, clock), tab(locks, clock)];
    for (const { speaker } of [first, second]) speaker.touched();

    for (let round = 0; round < 3; round++) {
      for (const { speaker } of [first, second]) speaker.play('fed');
      await settled();
      clock.advance(1000);
    }
    assert.deepEqual(first.audio.tones, tonesOf('fed', 'fed', 'fed'));
    assert.deepEqual(second.audio.tones, []);

    for (let waits = 0; waits < 3; waits++) {
      clock.advance(1500);
      await settled();
    }
    second.speaker.play('fed');
    await settled();
    assert.deepEqual(second.audio.tones, tonesOf('fed'));
  });

  it('leave the sound to a tab that was touched', async () => {
    const locks = browserLocks();
    const [untouched, other] = [tab(locks), tab(locks)];
    other.speaker.touched();

    for (const { speaker } of [untouched, other]) speaker.play('ready');
    await settled();

    assert.deepEqual(other.audio.tones, tonesOf('ready'));
  });

  it('are not made when they come too late, and again when the device is back', async () => {
    const { speaker, audio, clock } = tab(null);
    speaker.touched();
    await settled();
    audio.state = 'suspended';
    const { resume } = audio;
    audio.resume = () => {
      clock.advance(1000);
      return resume();
    };

    speaker.play('fed');
    await settled();
    assert.deepEqual(audio.tones, []);
    speaker.play('fed');
    await settled();
    assert.deepEqual(audio.tones, tonesOf('fed'));
  });
});
