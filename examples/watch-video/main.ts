// What using Presage in an app of one's own looks like: pnpm start video.mp4 model.onnx
import { anomalies, finishedEvents } from '@presage/anomaly';
import { openVideo } from '@presage/io';
import { openModel } from '@presage/model';
import { eachValueFrom } from 'rxjs-for-await';

const [path = 'video.mp4', modelPath = 'model.onnx'] = process.argv.slice(2);

await using model = await openModel(modelPath, { device: 'auto' });
await using video = await openVideo(path);
const watch = anomalies({ model, falseAlarmsPerDay: 1 });
const events = video.frames(watch.needs).pipe(watch.attach(video.context), finishedEvents());

for await (const event of eachValueFrom(events)) {
  console.log(event.start, event.peak.score, event.region);
}
