import type { ModelFile } from '../file/model-file.ts';
import { halveGraph } from './halve-graph.ts';
import { rewriteModel } from './rewrite-model.ts';

/**
 * A model whose convolutions, and what lies between them, compute in `float16`, in half the memory.
 * Made for devices that do (WebGPU, CUDA): a CPU without such instructions only gains a smaller file.
 * Its calibration is left out: it was measured on another.
 *
 * Throws InputError `precision-chosen`, `precision-nothing-to-do`, `precision-operator-set`.
 */
export function halveModel(file: ModelFile): ModelFile {
  return rewriteModel(file, 'float16', (graph) => halveGraph(graph, file.description.states));
}
