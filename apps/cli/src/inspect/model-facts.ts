import { parseCalibration, thresholdFor, type Calibration } from '@presage/anomaly';
import { describeNetwork, networkSpecSchema, type ModelFile } from '@presage/model';

/** False alarms a day for which a threshold is shown. */
const budgets = [10, 1, 0.1, 0.01];

/** What a model file holds, in the form of `--json`. */
export type ModelFacts = ReturnType<typeof modelFacts>;

/** Works out what a model file holds. Throws InputError where its calibration cannot be read. */
export function modelFacts(path: string, file: ModelFile) {
  const { description, calibration, provenance } = file;
  const { input, needs, batch, precision, states, outputs, warmUpFrames } = description;
  return {
    path,
    bytes: file.bytes.byteLength,
    network: networkFacts(description.spec),
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

/** Null for a network that was not made from a spec. */
function networkFacts(spec: unknown) {
  const parsed = networkSpecSchema.safeParse(spec);
  if (!parsed.success) return null;
  const { layers, parameterCount } = describeNetwork(parsed.data);
  return {
    parameters: parameterCount,
    target: parsed.data.target,
    ...(parsed.data.target !== 'none' && { patchSize: parsed.data.patchSize }),
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
    thresholds: budgets.map((falseAlarmsPerDay) => {
      const { value, supported, neededSeconds } = thresholdFor(calibration, falseAlarmsPerDay);
      return { falseAlarmsPerDay, threshold: value, supported, neededSeconds };
    }),
  };
}
