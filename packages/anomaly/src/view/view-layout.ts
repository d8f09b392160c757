/** How a picture is divided for measuring the view. */
export interface ViewLayout {
  /** Pixels of the picture that make one of the working picture, each way. */
  readonly shrink: number;
  /** The working picture, in its own pixels. */
  readonly width: number;
  readonly height: number;
  /** Side of a tile in pixels of the working picture. */
  readonly tile: number;
  /** Tiles side by side and on top of each other. */
  readonly columns: number;
  readonly rows: number;
}

/** Enough for edges to lie at a place, few enough to be cheap. */
const workingWidth = 160;
const wantedColumns = 40;
/** Below so many tiles each way nothing can be said of where things lie. */
const leastTiles = 8;

/**
 * The division for frames of a size in pixels: a working picture of at most 160 pixels or a little
 * more along its longer side, in about 40 tiles. None for pictures too small to tell a view by.
 */
export function viewLayout(size: {
  readonly width: number;
  readonly height: number;
}): ViewLayout | undefined {
  const longer = Math.max(size.width, size.height);
  const shrink = Math.max(1, Math.round(longer / workingWidth));
  const width = Math.floor(size.width / shrink);
  const height = Math.floor(size.height / shrink);
  const tile = Math.max(2, Math.round(Math.max(width, height) / wantedColumns));
  const columns = Math.floor(width / tile);
  const rows = Math.floor(height / tile);
  if (columns < leastTiles || rows < leastTiles) return undefined;
  return { shrink, width, height, tile, columns, rows };
}
