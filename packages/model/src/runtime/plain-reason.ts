/** Where in ONNX Runtime's sources it was noticed, and in which function. */
const place =
  /(?:\/|[A-Za-z]:\\)\S+\.(?:cc|cpp|cu|h|hpp):\d+\s+(?:(?:[^\s(]+ ){0,3}[^\s(]*::[^\s(]+\([^()]*\)(?: const)?)?\s*/gu;

/** What ONNX Runtime says, on one line and without the places in its sources. */
export function plainReason(said: string): string {
  return said
    .replaceAll(place, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/[.:]+$/u, '');
}
