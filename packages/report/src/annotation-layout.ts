import { stripLayout, type StripLayout } from './strip-layout.ts';

/** Where things are in the annotated video, pixels. */
export interface AnnotationLayout {
  /** The video's picture, on top; even numbers. */
  readonly picture: { readonly width: number; readonly height: number };
  /** Below it. */
  readonly strip: StripLayout;
}

const widest = 1280;
const narrowest = 320;

/** The layout for a video shown at `size`: its own size within 320 to 1280 pixels of width. */
export function annotationLayout(size: {
  readonly width: number;
  readonly height: number;
}): AnnotationLayout {
  const width = Math.min(widest, Math.max(narrowest, size.width));
  const picture = { width: even(width), height: even((size.height * width) / size.width) };
  return { picture, strip: stripLayout(picture.width) };
}

const even = (pixels: number) => Math.max(2, 2 * Math.round(pixels / 2));
