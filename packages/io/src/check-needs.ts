import { bytesPerPixel, InputError, type FrameNeeds } from '@presage/core';

/** Larger pictures than this are a mistake, and more than scaling was made for. */
const largest = 8192;

/** @throws InputError `frame-needs-invalid` */
export function checkNeeds(needs: FrameNeeds): void {
  const { width, height, frameRate, format } = needs;
  const size = (value: number) => Number.isInteger(value) && value >= 1 && value <= largest;
  const rate = Number.isFinite(frameRate) && frameRate > 0 && frameRate <= 1000;
  if (size(width) && size(height) && rate && Object.hasOwn(bytesPerPixel, format)) return;
  throw new InputError({
    code: 'frame-needs-invalid',
    message: `Frames need a width and height of 1 to ${largest} pixels, a rate above 0 and at most 1000 a second and a format of ${Object.keys(bytesPerPixel).join(' or ')}, not ${width}×${height}, ${frameRate} and ${format}.`,
    fields: { ...needs },
  });
}
