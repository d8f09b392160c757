import { createHash } from 'node:crypto';
import { metadataOfModel, topLevelFields } from '../file/top-level-fields.ts';

/** SHA-256 of an ONNX file without its metadata: the same graph and weights, the same digest. */
export function graphDigest(onnxBytes: Uint8Array): Uint8Array {
  const hash = createHash('sha256');
  for (const { number, start, end } of topLevelFields(onnxBytes)) {
    if (number !== metadataOfModel) hash.update(onnxBytes.subarray(start, end));
  }
  return new Uint8Array(hash.digest());
}
