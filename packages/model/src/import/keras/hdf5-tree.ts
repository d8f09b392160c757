/** What an attribute holds: texts, numbers, or nothing that matters here. */
export type Hdf5Attribute = string | number | readonly string[] | readonly number[];

/** A group or a data set, by its path from the root, without a slash in front; the root is ``. */
export interface Hdf5Node {
  readonly path: string;
  readonly attributes: ReadonlyMap<string, Hdf5Attribute>;
  /** Of a data set of floating-point numbers. */
  readonly data?: Hdf5Data;
}

/** A data set's numbers. */
export interface Hdf5Data {
  readonly shape: readonly number[];
  /** Row by row. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** A whole HDF5 file, by path. */
export type Hdf5Tree = ReadonlyMap<string, Hdf5Node>;

/** What the reading thread is started with. */
export interface Hdf5Request {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Top-level groups that are not read. */
  readonly leaveOut: readonly string[];
}

/** What the reading thread answers. */
export type Hdf5Reply =
  | { readonly kind: 'tree'; readonly nodes: readonly Hdf5Node[] }
  | { readonly kind: 'refused'; readonly reason: string };
