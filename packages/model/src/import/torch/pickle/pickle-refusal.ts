/** A pickle that asks for something that is not plain data. */
export class PickleRefusal extends RangeError {
  /** What it asked for: `os.system`. */
  readonly refused: string;

  constructor(refused: string) {
    super(`it asks for ${refused}`);
    this.name = 'PickleRefusal';
    this.refused = refused;
  }
}
