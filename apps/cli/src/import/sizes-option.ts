import { InvalidArgumentError } from 'commander';

/** A parser for commander: `32x24`, `10x24x32`. */
export function sizesOption(text: string): readonly number[] {
  const sizes = text.split(/[x×,]/u).map((part) => (/^\d+$/u.test(part.trim()) ? Number(part) : 0));
  if (sizes.some((size) => size < 1 || size > 1_000_000)) {
    throw new InvalidArgumentError('It must be sizes with an x between them: 32x24.');
  }
  return sizes;
}
