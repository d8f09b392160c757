/**
 * What a frame's pixels say of the camera's view, apart from what happens in it: small enough to keep
 * for every frame. Tiles are counted row by row.
 */
export interface ViewMeasure {
  /** Tiles side by side. */
  readonly columns: number;
  /** Tiles on top of each other. */
  readonly rows: number;
  /** One a tile: mean luma, 0 to 255. */
  readonly luma: Uint8Array;
  /** One a tile: root mean square of the gradient, in grey levels over two pixels. */
  readonly detail: Uint8Array;
  /**
   * Two a tile, all first ones before all second ones: the gradient's direction in double angle
   * (the same for light on dark and dark on light), as long as half the tile's detail where all of it
   * points one way. After Bigün & Granlund, "Optimal orientation detection of linear symmetry", 1987.
   */
  readonly direction: Int8Array;
  /** Mean absolute difference of pixels to the frame before, in grey levels; absent after a discontinuity. */
  readonly change?: number;
}
