import { z } from 'zod';

/**
 * One of several schemas, chosen by looking at the value: unlike a union's, its complaints are those of
 * the form that was meant, at their places.
 */
export function schemaByForm<S extends z.ZodType>(choose: (value: unknown) => S) {
  return z.custom<z.input<S>>().transform((value, context): z.output<S> => {
    const { data, error } = choose(value).safeParse(value);
    if (!error) return data;
    for (const { message, path } of error.issues) {
      context.addIssue({ code: 'custom', message, path });
    }
    return z.NEVER;
  });
}

/** Whether `value` is an object that has `key`. */
export function hasKey<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}
