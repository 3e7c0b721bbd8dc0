import { writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { changed, type Pixels, packed, unpacked } from './pngPixels.ts';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
/** How a PNG says that it has three channels, or four. */
const [RGB, RGBA] = [2, 6];

/**
 * Puts PNGs of one size together as an animated PNG that runs for ever: of each what differs from the one before.
 * Browsers and GitHub show it; what does not know the format shows the first frame.
 * @param frameMs for how long each is shown
 * @throws when a frame is no PNG as browsers make them
 */
export async function writeApng(path: string, frames: readonly Buffer[], frameMs: number): Promise<void> {
  await writeFile(path, apngOf(frames, frameMs));
}

/** The same, as bytes. */
export function apngOf(frames: readonly Buffer[], frameMs: number): Buffer {
  const [first, ...later] = frames.map(pixelsOf);
  if (!first) throw new Error('an animation needs frames');
  const { width, height } = first;
  const header = Buffer.concat([numbers(width, height), Buffer.from([8, RGBA, 0, 0, 0])]);
  const parts = [SIGNATURE, chunk('IHDR', header), chunk('acTL', numbers(frames.length, 0))];
  let sequence = 0;
  const begin = () => {
    const timing = Buffer.alloc(6); // the delay as a fraction; then that it stays, and is laid over what is there
    timing.writeUInt16BE(frameMs, 0);
    timing.writeUInt16BE(1000, 2);
    timing.writeUInt8(1, 5);
    parts.push(chunk('fcTL', Buffer.concat([numbers(sequence++, width, height, 0, 0), timing])));
  };
  begin();
  parts.push(chunk('IDAT', packed(first)));
  for (const [at, frame] of later.entries()) {
    begin();
    const differs = packed(changed(at === 0 ? first : (later[at - 1] ?? first), frame));
    parts.push(chunk('fdAT', Buffer.concat([numbers(sequence++), differs])));
  }
  return Buffer.concat([...parts, chunk('IEND', Buffer.alloc(0))]);
}

function pixelsOf(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  const kind = header?.[9];
  if (header?.[8] !== 8 || header[12] !== 0 || (kind !== RGB && kind !== RGBA))
    throw new Error('a frame is of another kind');
  const idat = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  return unpacked(idat, header.readUInt32BE(0), header.readUInt32BE(4), kind === RGB ? 3 : 4);
}

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('a frame is no PNG');
  const chunks = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([numbers(data.length), body, numbers(crc32(body))]);
}

function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
}
