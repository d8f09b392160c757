// Steps a model with a video's frames, and nothing else: pnpm start video.mp4 model.onnx
import { processFrames } from '@presage/core';
import { openVideo } from '@presage/io';
import { frameNeedsOf, openModel } from '@presage/model';
import { eachValueFrom } from 'rxjs-for-await';

const [path = 'video.mp4', modelPath = 'model.onnx'] = process.argv.slice(2);

await using model = await openModel(modelPath);
await using video = await openVideo(path);
using stream = model.stream();

// The video is sampled, scaled and converted to what the model takes, and waits for the model.
const needs = frameNeedsOf(model, modelPath);
const results = video.frames(needs).pipe(processFrames((frame) => stream.step(frame)));

for await (const { timestampUs, outputs, warmUp } of eachValueFrom(results)) {
  for (const [name, { data, shape }] of Object.entries(outputs)) {
    const largest = data.reduce((most, value) => Math.max(most, value), -Infinity);
    const note = warmUp ? ' (warming up)' : '';
    const seconds = (timestampUs / 1e6).toFixed(1);
    console.log(`${seconds} s: ${name} ${shape.join('×')}, at most ${largest.toFixed(4)}${note}`);
  }
}
