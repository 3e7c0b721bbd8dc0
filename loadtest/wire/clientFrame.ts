export const OPCODES = { binary: 2, close: 8, pong: 10 } as const;

/** A whole frame as a client sends it: masked, with a mask of its own. */
export function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  const size = payload.length;
  const head = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + 4 + size);
  frame[0] = 0x80 | opcode;
  if (head === 2) frame[1] = 0x80 | size;
  else if (head === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(size, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeBigUInt64BE(BigInt(size), 2);
  }
  const mask = (Math.random() * 0x1_0000_0000) >>> 0; // against caches between, not against anybody who looks
  frame.writeUInt32BE(mask, head);
  for (let i = 0; i < size; i++) {
    frame[head + 4 + i] = (payload[i] as number) ^ (frame[head + (i & 3)] as number);
  }
  return frame;
}
