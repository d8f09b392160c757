import { parseCalibration, type Calibration } from '@presage/anomaly';
import { describeNetwork, type ModelFile, type NetworkSpec } from '@presage/model';
import { thresholdRows } from '../threshold/threshold-rows.ts';

/** What a model file holds, in the form of `--json`. `network` is null where it was made without a spec. */
export type ModelFacts = ReturnType<typeof modelFacts>;

/** Works out what a model file holds. Throws InputError where its calibration cannot be read. */
export function modelFacts(path: string, file: ModelFile) {
  const { description, calibration, provenance } = file;
  const { input, needs, batch, precision, states, outputs, warmUpFrames } = description;
  return {
    path,
    bytes: file.bytes.byteLength,
    network: description.spec ? networkFacts(description.spec) : null,
    input,
    needs: needs ?? null,
    batch,
    precision,
    warmUpFrames,
    states,
    outputs,
    calibration: calibration === undefined ? null : calibrationFacts(parseCalibration(calibration)),
    provenance: provenance ?? null,
  };
}

function networkFacts(spec: NetworkSpec) {
  const { layers, parameterCount } = describeNetwork(spec);
  return {
    parameters: parameterCount,
    target: spec.target,
    ...(spec.target !== 'none' && { patchSize: spec.patchSize }),
    layers: layers.map((layer) => ({
      name: layer.name,
      layer: layer.layer,
      from: layer.from,
      outputShape: layer.outputShape,
      parameters: layer.parameterCount,
    })),
  };
}

function calibrationFacts(calibration: Calibration) {
  const { version, grid, heldBack } = calibration;
  return {
    version,
    grid,
    heldBack,
    falseAlarmsPerDay: calibration.falseAlarmsPerDay ?? 1,
    thresholds: thresholdRows(calibration),
  };
}
