/** A player's `n`th command in the arena: runs in circles, aims about, and shoots now and then. As a frame has it. */
export function arenaCommand(index: number, n: number): Uint8Array {
  const turn = (n + index * 11) / 40;
  const aim = (n * 13 + index * 97) % 4096;
  const view = (n * 2) % 65_536;
  const mx = Math.round(127 * Math.cos(turn)) & 0xff;
  const my = Math.round(127 * Math.sin(turn)) & 0xff;
  const buttons = n % 20 < 10 ? 1 : 0;
  const [aimed, seen] = [
    [aim & 0xff, aim >> 8],
    [view & 0xff, view >> 8],
  ] as const;
  return Uint8Array.of(128, mx, 129, my, 130, ...aimed, 131, buttons, 132, ...seen);
}
