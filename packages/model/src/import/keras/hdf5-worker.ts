import { Dataset, File, Group, ready, type Attribute, type Entity } from 'h5wasm';
import { parentPort, workerData } from 'node:worker_threads';
import { elementCount } from '../../graph/value.ts';
import { mostElements } from '../../most-elements.ts';
import type { Hdf5Attribute, Hdf5Data, Hdf5Node, Hdf5Reply, Hdf5Request } from './hdf5-tree.ts';

// The thread that an HDF5 file is read on. The library keeps files and memory of its own, writes to
// standard error, and may fail on a damaged file in ways that no later call survives: all of that
// ends with the thread.

const port = parentPort;
if (!port) throw new TypeError('hdf5-worker runs as a worker only');

const mostNodes = 50_000;
const mostLevels = 32;
const mostAttributeElements = 2 ** 20;
// Arrays may be packed, or say no more than what they are filled with: far more than a file's size.
const alwaysFit = 2 ** 24;
const elementsPerByte = 8;
const floatClass = 1;

class Refusal extends Error {}

const { bytes, leaveOut } = workerData as Hdf5Request;
const nodes: Hdf5Node[] = [];
let elements = 0;

function visit(entity: Entity | null, path: string): void {
  // Links that lead elsewhere are not followed.
  if (!(entity instanceof Group || entity instanceof Dataset)) return;
  if (nodes.length === mostNodes) throw new Refusal(`it holds more than ${mostNodes} objects`);
  const attributes = new Map<string, Hdf5Attribute>();
  for (const [name, attribute] of Object.entries(entity.attrs)) {
    const value = attributeOf(attribute);
    if (value !== undefined) attributes.set(name, value);
  }
  if (entity instanceof Dataset) {
    const data = dataOf(entity, path);
    nodes.push({ path, attributes, ...(data && { data }) });
    return;
  }
  nodes.push({ path, attributes });
  visitChildren(entity, path);
}

function visitChildren(group: Group, path: string): void {
  if (path.split('/').length > mostLevels) {
    throw new Refusal(`its groups are nested more than ${mostLevels} deep`);
  }
  for (const name of group.keys()) {
    if (path === '' && leaveOut.includes(name)) continue;
    // Soft links are not followed: one to a group above goes round for ever.
    if (isSoftLink(group, name)) continue;
    visit(group.get(name), path === '' ? name : `${path}/${name}`);
  }
}

function isSoftLink(group: Group, name: string): boolean {
  try {
    return Boolean(group.get_link(name));
  } catch {
    // How the library says that it is none.
    return false;
  }
}

function attributeOf(attribute: Attribute): Hdf5Attribute | undefined {
  const { shape } = attribute.metadata;
  if (shape === null || elementCount(shape) > mostAttributeElements) return undefined;
  const { value } = attribute;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((each) => typeof each === 'string');
  return texts.length === value.length ? texts : undefined;
}

function dataOf(dataset: Dataset, path: string): Hdf5Data | undefined {
  const { type, shape, littleEndian, size } = dataset.metadata;
  if (type !== floatClass || shape === null) return undefined;
  if (!littleEndian || size < Float32Array.BYTES_PER_ELEMENT) {
    throw new Refusal(
      `${path} holds ${littleEndian ? `${8 * size}-bit` : 'big-endian'} numbers; save it as float32`,
    );
  }
  elements += elementCount(shape);
  const most = Math.min(mostElements, Math.max(alwaysFit, elementsPerByte * bytes.length));
  if (elements > most) {
    throw new Refusal(`with ${path} its arrays hold more than ${most} numbers`);
  }
  if (elementCount(shape) === 0) return { shape: [...shape], values: new Float32Array() };
  const value = dataset.value as ArrayLike<number> | number;
  return {
    shape: [...shape],
    values: Float32Array.from(typeof value === 'number' ? [value] : value),
  };
}

async function read(): Promise<Hdf5Reply> {
  const { FS, activate_throwing_error_handler: throwErrors } = await ready;
  throwErrors();
  FS.writeFile('/file.h5', bytes);
  visit(new File('/file.h5', 'r'), '');
  return { kind: 'tree', nodes };
}

function refusalOf(error: unknown): Hdf5Reply {
  if (error instanceof Refusal) return { kind: 'refused', reason: error.message };
  const message = error instanceof Error ? error.message : String(error);
  // The library's own account goes from the call down to what is wrong.
  const deepest = [...message.matchAll(/#\d+: .* in \w+\(\): (.*)/g)].at(-1)?.[1];
  return { kind: 'refused', reason: `it is damaged or cut off (${deepest ?? message})` };
}

const reply = await read().catch(refusalOf);
const buffers =
  reply.kind === 'tree' ? reply.nodes.flatMap(({ data }) => data?.values.buffer ?? []) : [];
port.postMessage(reply, buffers);
