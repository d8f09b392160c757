import { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';

const boxes = new Set(['ftyp', 'mdat', 'free', 'skip', 'wide', 'styp']);

/** Whether a file's first box is one that an MP4 or QuickTime file begins with (ISO/IEC 14496-12). */
export async function beginsAsMp4(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
  return bytesRead === 8 && boxes.has(buffer.toString('latin1', 4));
}
