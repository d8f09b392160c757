/**
 * Which of so many listed moments an answer means, counted from 0: none for an empty one. Undefined
 * where it means nothing.
 */
export function chosenMoments(
  answer: string,
  count: number,
): readonly number[] | 'stop' | undefined {
  const words = answer
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((word) => word !== '');
  const [first, ...others] = words;
  if (first === undefined || (['k', 'keep'].includes(first) && others.length === 0)) return [];
  if (['s', 'stop', 'q'].includes(first) && others.length === 0) return 'stop';
  if (['a', 'all'].includes(first) && others.length === 0) return [...Array(count).keys()];
  const numbers = words.map((word) => (/^\d+$/u.test(word) ? Number(word) - 1 : -1));
  return numbers.every((number) => number >= 0 && number < count)
    ? [...new Set(numbers)]
    : undefined;
}
