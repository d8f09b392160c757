// Prints when a video's picture changes most. Run: node examples/read-video.ts video.mp4
import { openVideo } from '@presage/io';
import { lastValueFrom, map, pairwise, reduce, tap } from 'rxjs';

const source = process.argv[2];
if (source === undefined) throw new Error('usage: node examples/read-video.ts <video>');

await using video = await openVideo(source);
const { codec, width, height, frameRate } = video.info;
console.log(`${source}: ${codec}, ${width}×${height}, ${frameRate} frames a second`);

const most = await lastValueFrom(
  video.frames({ width: 64, height: 48, format: 'gray8', frameRate: 5 }).pipe(
    tap((frame) => frame.settle('processed')),
    pairwise(),
    map(([before, { bytes, timestampUs }]) => ({
      seconds: timestampUs / 1e6,
      change: bytes.reduce((sum, byte, at) => sum + Math.abs(byte - before.bytes[at]!), 0),
    })),
    reduce((a, b) => (b.change > a.change ? b : a)),
  ),
);
console.log(`it changes most at ${most.seconds} s`);
for (const { message } of video.warnings) console.log(message);
