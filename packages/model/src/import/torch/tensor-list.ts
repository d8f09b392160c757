import type { NamedTensors } from './find-state-dict.ts';

/** More would be read by nobody. */
const most = 200;

/** Tensors with their shapes, one a line. */
export function tensorList(tensors: NamedTensors): string {
  const lines = [...tensors].map(([name, { shape, dtype }]) => {
    const type = dtype === 'float32' ? '' : ` ${dtype}`;
    return `  ${name} [${shape.join(', ')}]${type}`;
  });
  const left = lines.length - most;
  return [...lines.slice(0, most), ...(left > 0 ? [`  and ${left} more`] : [])].join('\n');
}
