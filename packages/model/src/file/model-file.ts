import type { ModelDescription } from './model-description.ts';
import type { Provenance } from './provenance.ts';

/** The version of the metadata that this package writes, and the newest that it reads. */
export const modelFormatVersion = 2;

/** Keys of the entries in ONNX's `metadata_props`. */
export const metadataKeys = {
  format: 'presage.format',
  model: 'presage.model',
  calibration: 'presage.calibration',
  provenance: 'presage.provenance',
} as const;

/** What a model file says beside its graph. */
export interface ModelMetadata {
  readonly description: ModelDescription;
  /** What normal scores look like. Belongs to whoever scores; JSON, opaque here. */
  readonly calibration?: unknown;
  readonly provenance?: Provenance | undefined;
}

/** A model file's content: a plain ONNX step graph that any ONNX Runtime runs, and its metadata. */
export interface ModelFile extends ModelMetadata {
  /** The ONNX file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}
