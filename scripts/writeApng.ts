import { writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/**
 * Puts PNGs of one size and one kind together as an animated PNG that runs for ever. Browsers and GitHub show it;
 * what does not know the format shows the first frame.
 * @param frameMs for how long each is shown
 * @throws when a frame is no PNG
 */
export async function writeApng(path: string, frames: readonly Buffer[], frameMs: number): Promise<void> {
  const [first] = frames;
  if (!first) throw new Error('an animation needs frames');
  const header = chunksOf(first).find(({ type }) => type === 'IHDR')?.data;
  if (!header) throw new Error('a frame has no header');
  const parts = [SIGNATURE, chunk('IHDR', header), chunk('acTL', numbers(frames.length, 0))];
  let sequence = 0;
  for (const [at, frame] of frames.entries()) {
    const size = [header.readUInt32BE(0), header.readUInt32BE(4)];
    const timing = Buffer.alloc(6); // delay as a fraction, then how it is disposed of and blended: neither
    timing.writeUInt16BE(frameMs, 0);
    timing.writeUInt16BE(1000, 2);
    parts.push(chunk('fcTL', Buffer.concat([numbers(sequence++, ...size, 0, 0), timing])));
    for (const { type, data } of chunksOf(frame)) {
      if (type !== 'IDAT') continue;
      const later = () => chunk('fdAT', Buffer.concat([numbers(sequence++), data]));
      parts.push(at === 0 ? chunk('IDAT', data) : later());
    }
  }
  await writeFile(path, Buffer.concat([...parts, chunk('IEND', Buffer.alloc(0))]));
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
