import { writeReport } from '../src/index.ts';
import { syntheticWatch } from './synthetic-watch.ts';

// node --conditions=@presage/source examples/write-report.ts video.mp4 out
const [path = 'video.mp4', outputFolder = 'out'] = process.argv.slice(2);
const report = await writeReport(syntheticWatch({ video: { path }, outputFolder }, 20));
console.log(report.verdict.headline);
console.log(report.page);
