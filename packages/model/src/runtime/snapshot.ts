import { crc32 } from 'node:zlib';
import { InputError } from '@presage/core';
import type { StreamMemory } from './protocol.ts';

const magic = 'PRSGSNAP';
const version = 2;
const modelOffset = 16;
const digestLength = 32;
const statesOffset = modelOffset + digestLength;
const checksumLength = 4;

/** What a snapshot must fit. */
export interface SnapshotFit {
  /** SHA-256 of the model's graph. */
  readonly model: Uint8Array;
  /** Floats in all states together. */
  readonly stateLength: number;
}

/**
 * Layout, little-endian: 8 bytes `PRSGSNAP`, uint32 version, uint32 frames since reset, 32 bytes
 * SHA-256 of the graph, every state as float32, then uint32 CRC-32 of all that.
 */
export function encodeSnapshot(memory: StreamMemory, fit: SnapshotFit): Uint8Array<ArrayBuffer> {
  const end = statesOffset + memory.states.byteLength;
  const bytes = new Uint8Array(end + checksumLength);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from(magic, 'latin1'));
  view.setUint32(8, version, true);
  view.setUint32(12, memory.framesSinceReset, true);
  bytes.set(fit.model, modelOffset);
  bytes.set(new Uint8Array(memory.states.buffer), statesOffset);
  view.setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}

/** Throws InputError `snapshot-damaged`, `snapshot-newer`, `snapshot-of-other-model`. */
export function decodeSnapshot(bytes: Uint8Array, fit: SnapshotFit): StreamMemory {
  const begun = Buffer.from(bytes.subarray(0, magic.length)).toString('latin1');
  const end = bytes.length - checksumLength;
  if (begun !== magic || end < statesOffset) {
    throw refusal(
      'snapshot-damaged',
      `a snapshot starts with ${magic} and has ${statesOffset + checksumLength} bytes at least; these are ${bytes.length} others`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint32(8, true);
  if (found !== version) {
    throw refusal(
      'snapshot-newer',
      `the snapshot has version ${found}, and this version of Presage reads ${version}`,
    );
  }
  if (view.getUint32(end, true) !== crc32(bytes.subarray(0, end))) {
    throw refusal(
      'snapshot-damaged',
      `the snapshot's ${bytes.length} bytes are not those that were taken: their checksum is another`,
    );
  }
  if (!Buffer.from(fit.model).equals(bytes.subarray(modelOffset, statesOffset))) {
    throw refusal(
      'snapshot-of-other-model',
      'a snapshot fits only the graph that it was taken from, and this is of another',
    );
  }
  const length = end - statesOffset;
  if (length !== fit.stateLength * 4) {
    throw refusal(
      'snapshot-damaged',
      `the snapshot holds ${length} bytes of state, not ${fit.stateLength * 4}`,
    );
  }
  return {
    framesSinceReset: view.getUint32(12, true),
    // A copy also of a Buffer, whose own slice() is a view.
    states: new Float32Array(new Uint8Array(bytes.subarray(statesOffset, end)).buffer),
  };
}

function refusal(code: string, what: string): InputError {
  return new InputError({ code, message: `${what}; start the stream from zero with reset()` });
}
