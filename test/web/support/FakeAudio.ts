/** A device of sound that notes the tones it is to make, in Hz. */
export class FakeAudio {
  state: AudioContextState = 'suspended';
  currentTime = 5;
  readonly destination = {};
  readonly tones: number[] = [];
  /** How loud the latest sound is, all in all. */
  loudness = 0;
  resume = async (): Promise<void> => {
    this.state = 'running';
  };

  createOscillator(): object {
    const ramps = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
    const frequency = { value: 0, ...ramps };
    return {
      frequency,
      connect: <T>(to: T) => to,
      start: () => void this.tones.push(frequency.value),
      stop() {},
    };
  }

  createGain(): object {
    const device = this;
    const gain = {
      setValueAtTime() {},
      exponentialRampToValueAtTime() {},
      set value(loudness: number) {
        device.loudness = loudness;
      },
    };
    return { gain, connect: <T>(to: T) => to, disconnect() {} };
  }
}
