import { InvalidArgumentError } from 'commander';

/** A parser for commander: `-1..1`. */
export function rangeOption(text: string): readonly [low: number, high: number] {
  const [low, high, ...more] = text.split('..').map(numberFrom);
  if (more.length > 0 || !Number.isFinite(low) || !Number.isFinite(high) || low === high) {
    throw new InvalidArgumentError('It must be two numbers with .. between them: -1..1.');
  }
  return [low!, high!];
}

/** A parser for commander: `0.45`, `0.485,0.456,0.406`. */
export function numbersOption(text: string): readonly number[] {
  const numbers = text.split(',').map(numberFrom);
  if (!numbers.every(Number.isFinite)) {
    throw new InvalidArgumentError('It must be numbers with a comma between them: 0.5,0.5,0.4.');
  }
  return numbers;
}

const numberFrom = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
