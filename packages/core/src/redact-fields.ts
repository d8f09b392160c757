import { redact } from './redact.ts';

/**
 * A copy of an error's or a warning's facts, with {@link redact} applied to every text in them, in
 * lists and plain objects too. Anything else, such as a `Date` or another error, stays as it is.
 */
export function redactFields(
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const copies = new Map<object, unknown>();

  function redacted(value: unknown): unknown {
    if (typeof value === 'string') return redact(value);
    if (typeof value !== 'object' || value === null) return value;
    // A fact may hold itself.
    if (copies.has(value)) return copies.get(value);
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      copies.set(value, list);
      for (const item of value) list.push(redacted(item));
      return list;
    }
    return isPlain(value) ? copyOf(value) : value;
  }

  function copyOf(value: object): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    copies.set(value, copy);
    for (const [name, fact] of Object.entries(value)) copy[name] = redacted(fact);
    return copy;
  }

  return copyOf(fields);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
