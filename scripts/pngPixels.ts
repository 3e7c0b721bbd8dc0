import { deflateSync, inflateSync } from 'node:zlib';

/** A picture, 4 bytes a pixel: red, green, blue, and how much of it is seen. */
export interface Pixels {
  width: number;
  height: number;
  rgba: Buffer;
}

/** Of what browsers make: 8 bits a channel, not interlaced. @param channels 3, or 4 with how much is seen */
export function unpacked(idat: Buffer, width: number, height: number, channels: 3 | 4): Pixels {
  const lines = inflateSync(idat);
  const stride = width * channels;
  const rgba = Buffer.alloc(width * height * 4, 255);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)] ?? 0;
    const line = lines.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    for (let x = 0; x < stride; x++) line[x] = (line[x]! + foreseen(filter, line, above, x, channels)) & 255;
    for (let x = 0; x < width; x++) line.copy(rgba, (y * width + x) * 4, x * channels, (x + 1) * channels);
    above = line;
  }
  return { width, height, rgba };
}

/** As small as it gets: of each line what differs from what its neighbours let foresee, the better of two guesses. */
export function packed({ width, height, rgba }: Pixels): Buffer {
  const stride = width * 4;
  const lines = Buffer.alloc(height * (stride + 1));
  let above: Buffer = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const line = rgba.subarray(y * stride, (y + 1) * stride);
    const [filter, differs] = [0, 4]
      .map((guess) => [guess, line.map((byte, x) => byte - foreseen(guess, line, above, x, 4))] as const)
      .reduce((best, other) => (weight(other[1]) < weight(best[1]) ? other : best));
    lines[y * (stride + 1)] = filter;
    lines.set(differs, y * (stride + 1) + 1);
    above = line;
  }
  return deflateSync(lines, { level: 9 });
}

/** What of `now` differs from `before`; nothing is seen of the rest. */
export function changed(before: Pixels, now: Pixels): Pixels {
  const rgba = Buffer.alloc(now.rgba.length);
  for (let at = 0; at < rgba.length; at += 4)
    if (now.rgba.readUInt32BE(at) !== before.rgba.readUInt32BE(at)) now.rgba.copy(rgba, at, at, at + 4);
  return { ...now, rgba };
}

/** How far bytes are from 0, to either side. */
function weight(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum + Math.min(byte, 256 - byte), 0);
}

/** What PNG's filters take a byte for, by the one to its left, the one above, and the one left of that. */
function foreseen(filter: number, line: Uint8Array, above: Uint8Array, x: number, channels: number): number {
  const left = x < channels ? 0 : line[x - channels]!;
  const up = above[x]!;
  const corner = x < channels ? 0 : above[x - channels]!;
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return nearest(left, up, corner);
    default:
      return 0;
  }
}

function nearest(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(left + up - corner - one)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
