/** e to this is finite, squared and added up, too: one frame far from all others overflows nothing. */
const mostExponent = 300;

/**
 * Scores may be logarithms of what they measure: a score of s stands for e^(growth·s). Stretching undoes
 * that above a level, without changing the unit at the level itself; growth 0 leaves scores as they are.
 */
export function stretch(excess: number, growth: number): number {
  return growth === 0 ? excess : Math.expm1(Math.min(growth * excess, mostExponent)) / growth;
}

/** What {@link stretch} made of an excess, back to a score's. */
export function unstretch(stretched: number, growth: number): number {
  return growth === 0 ? stretched : Math.log1p(growth * stretched) / growth;
}
