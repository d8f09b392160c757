/** One thing measured, against the bar it is held to. */
export interface Figure {
  readonly name: string;
  /** null: could not be measured; `reference` says what is missing. */
  readonly value: number | null;
  readonly unit: string;
  readonly bar: number;
  /** Which way from the bar holds. Default `less`: at the bar or below it. */
  readonly better?: 'less' | 'more';
  /** Null where nothing was measured. */
  readonly holds: boolean | null;
  /** What it was measured against, and with what. */
  readonly reference: string;
}

export type Measurement = Omit<Figure, 'holds'> & { readonly value: number };

/** A figure that was measured. */
export function measured(measurement: Measurement): Figure {
  const { value, bar, better = 'less' } = measurement;
  return { ...measurement, holds: better === 'less' ? value <= bar : value >= bar };
}

/** A figure that this machine cannot give, with what it lacks. */
export function missing(figure: Omit<Figure, 'holds' | 'value'>): Figure {
  return { ...figure, value: null, holds: null };
}

/** A bench that could not come to its figures; it counts as missed. */
export function failed(name: string, error: unknown): Figure {
  const reason = error instanceof Error ? error.message : String(error);
  return { name, value: null, unit: '', bar: 0, holds: false, reference: `failed: ${reason}` };
}
