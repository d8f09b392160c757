import { redact } from '@presage/core';
import type { onnx as types } from 'onnx-proto';
import { metadataKeys, modelFormatVersion, type ModelMetadata } from './model-file.ts';
import { modelDescriptionSchema } from './model-description.ts';
import { onnx } from './onnx.ts';
import { provenanceSchema } from './provenance.ts';
import { metadataOfModel, topLevelFields } from './top-level-fields.ts';
import { joined } from './wire-parts.ts';

/**
 * Puts metadata into an ONNX file, in place of what Presage wrote there before. Graph and foreign
 * metadata stay as they are, byte for byte; the bytes given are not changed. Passwords in
 * `provenance.learnedFrom` are taken out.
 *
 * Throws ZodError where description or provenance break their schema.
 */
export function encodeModelFile(
  onnxBytes: Uint8Array,
  metadata: ModelMetadata,
): Uint8Array<ArrayBuffer> {
  const ours = new Set<string>(Object.values(metadataKeys));
  const kept: Uint8Array[] = [];
  for (const { number, start, end } of topLevelFields(onnxBytes)) {
    const field = onnxBytes.subarray(start, end);
    if (number === metadataOfModel) {
      const [entry] = onnx.ModelProto.decode(field).metadataProps;
      if (ours.has(entry?.key ?? '')) continue;
    }
    kept.push(field);
  }
  kept.push(onnx.ModelProto.encode({ metadataProps: entriesFrom(metadata) }).finish());
  return joined(kept);
}

function entriesFrom({ description, calibration, provenance }: ModelMetadata) {
  const entries: types.IStringStringEntryProto[] = [
    { key: metadataKeys.format, value: String(modelFormatVersion) },
    { key: metadataKeys.model, value: JSON.stringify(modelDescriptionSchema.parse(description)) },
  ];
  if (calibration !== undefined) {
    entries.push({ key: metadataKeys.calibration, value: JSON.stringify(calibration) });
  }
  if (provenance !== undefined) {
    const { learnedFrom, ...rest } = provenanceSchema.parse(provenance);
    const value = learnedFrom ? { learnedFrom: learnedFrom.map(redact), ...rest } : rest;
    entries.push({ key: metadataKeys.provenance, value: JSON.stringify(value) });
  }
  return entries;
}
