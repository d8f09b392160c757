import { scoreVideo } from '@presage/engine';
import { openModel } from '@presage/model';
import { lastValueFrom } from 'rxjs';

// Scores a video once to warm up and once more, and prints the seconds that took.
const [modelPath, video] = process.argv.slice(2);
await using model = await openModel(modelPath!, { device: 'cpu', threads: 1 });
await lastValueFrom(scoreVideo({ model, source: video! }));
const begin = performance.now();
await lastValueFrom(scoreVideo({ model, source: video! }));
console.log((performance.now() - begin) / 1000);
