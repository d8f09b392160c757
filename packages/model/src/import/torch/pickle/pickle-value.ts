import type { TorchStorage, TorchTensor } from '../torch-tensor.ts';

/** A Python value as plain data. Nothing in it can run. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleList
  | PickleDict
  | PickleName
  | NumpyDtype
  | NumpyArray
  | ScriptObject
  | TorchStorage
  | TorchTensor;

/** list, tuple, set: values in order. */
export interface PickleList {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: PickleValue[];
}

/** dict and what is built on it. Keys that are objects are told apart by identity. */
export interface PickleDict {
  readonly kind: 'dict';
  readonly entries: Map<PickleValue, PickleValue>;
}

/** A class, function or constant on the list of what may be named. */
export interface PickleName {
  readonly kind: 'name';
  /** With its module: `collections.OrderedDict`. */
  readonly name: string;
}

export interface NumpyDtype {
  readonly kind: 'numpyDtype';
  /** Without byte order: `f8`. */
  readonly code: string;
  byteOrder: 'little' | 'big';
}

/** Empty until its state is set. */
export interface NumpyArray {
  readonly kind: 'numpyArray';
  tensor: TorchTensor | undefined;
}

/** A TorchScript module or class: its attributes and nothing of its code. */
export interface ScriptObject {
  readonly kind: 'object';
  readonly className: string;
  attributes: PickleDict | undefined;
}
