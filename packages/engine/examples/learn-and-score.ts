import { learnNormal, scoreVideo } from '@presage/engine';
import { openModel } from '@presage/model';
import { lastValueFrom, tap } from 'rxjs';

const [normal = 'normal.mp4', later = 'later.mp4', output = 'camera.onnx'] = process.argv.slice(2);

await lastValueFrom(
  learnNormal({ sources: [{ path: normal }], output, maxSeconds: 15 }).pipe(
    tap((told) => told.kind === 'training' && console.log(`step ${told.step}: ${told.loss}`)),
  ),
);

await using model = await openModel(output);
await lastValueFrom(
  scoreVideo({ source: later, model, falseAlarmsPerDay: 1 }).pipe(
    tap((told) => {
      if (told.kind === 'event-end') console.log(told.event.start, told.event.end, told.event.peak);
      if (told.kind === 'done') console.log(told.summary.ledger);
    }),
  ),
);
