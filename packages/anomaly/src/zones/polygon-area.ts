/** A corner of a polygon, x and y. */
export type Corner = readonly [number, number];

/** The area inside a polygon whose sides do not cross; below 0 where its corners go the other way round. */
export function signedArea(polygon: readonly Corner[]): number {
  return (
    polygon.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = polygon[(index + 1) % polygon.length]!;
      return sum + x * nextY - nextX * y;
    }, 0) / 2
  );
}

/** Whether a point lies inside a polygon: a ray from it crosses the sides an odd number of times. */
export function isInside([x, y]: Corner, polygon: readonly Corner[]): boolean {
  let inside = false;
  for (let i = 0; i < polygon.length; i += 1) {
    const [fromX, fromY] = polygon[i]!;
    const [toX, toY] = polygon[(i + 1) % polygon.length]!;
    if (fromY > y === toY > y) continue;
    if (x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX)) inside = !inside;
  }
  return inside;
}
