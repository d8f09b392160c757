import type { NamedTensors } from './find-state-dict.ts';
import type { TorchDtype } from './torch-dtype.ts';

/** Bits of the fraction of types that hold less of a number than float32 does, the leading one included. */
const significantBits: Partial<Readonly<Record<TorchDtype, number>>> = { float16: 11, bfloat16: 8 };

/** Notes that weights were rounded before they came here. */
export function fewerBits(tensors: NamedTensors): readonly string[] {
  const dtypes = new Set([...tensors.values()].map(({ dtype }) => dtype));
  return [...dtypes].flatMap((dtype) => {
    const bits = significantBits[dtype];
    if (bits === undefined) return [];
    return [
      `weights are held as ${dtype}, ${bits} significant bits where float32 has 24: here they are float32 and as exact as the file, no more`,
    ];
  });
}
