import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../../../shared/data/models/pytorch-rainfall/', import.meta.url);

/** A real checkpoint's path, or in words why it cannot be had. */
export function rainfallFile(name: string, skip: (reason: string) => never): string {
  const path = fileURLToPath(new URL(name, folder));
  return existsSync(path) ? path : skip(`${path} is not on this machine`);
}

/** The float32 elements of a NumPy file: magic, version, length of the header, header, data. */
export function npyValues(path: string): Float32Array {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  return Float32Array.from({ length: (bytes.length - start) / 4 }, (_, at) =>
    bytes.readFloatLE(start + at * 4),
  );
}
