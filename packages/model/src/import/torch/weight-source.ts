import { z } from 'zod';

const tensorSource = z.strictObject({
  /** Name in the file. */
  tensor: z.string(),
  /**
   * Order of the gates along its first axis: `i`, `f`, `o`, `g` (or `c`) of an LSTM; `z` (or `u`), `r`,
   * `n` of a GRU. Default: ours, `ifog` and `zrn`.
   */
  gates: z
    .string()
    .regex(/^(?:[ifogc]+|[zurn]+)$/u, 'gates are letters of ifog, or of zrn')
    .optional(),
  /** Of a kernel over input and hidden state together, the part over one of them. */
  part: z.enum(['input', 'hidden']).optional(),
  /** Which of the two stands first in such a kernel. */
  order: z.enum(['inputFirst', 'hiddenFirst']).default('inputFirst'),
  /** Factor of every element. */
  scale: z.number().default(1),
});

const batchNormalisation = z.strictObject({
  /** Name of the module, whose `weight`, `bias`, `running_mean` and `running_var` are taken. */
  batchNormalisation: z.string(),
  gives: z.enum(['scale', 'offset']),
  epsilon: z.number().positive().default(1e-5),
});

const constant = z.strictObject({
  /** One number for each of equally long parts along the first axis. */
  constant: z.array(z.number()).min(1),
});

/** Where a weight of ours comes from, as written. */
export type WeightSource =
  | string
  | z.input<typeof tensorSource>
  | z.input<typeof batchNormalisation>
  | z.input<typeof constant>
  /** One after the other along the first axis. */
  | readonly WeightSource[]
  /** Added up. */
  | { readonly sum: readonly WeightSource[] };

/** Checks a {@link WeightSource}: the name of a tensor, or what is made of one or several. */
export const weightSourceSchema: z.ZodType<WeightSource, WeightSource> = z.lazy(() =>
  z.union([
    z.string(),
    tensorSource,
    batchNormalisation,
    constant,
    z.array(weightSourceSchema).min(1),
    z.strictObject({ sum: z.array(weightSourceSchema).min(1) }),
  ]),
);

/** Sources by our weights' names. */
export type WeightSources = Readonly<Record<string, WeightSource>>;
