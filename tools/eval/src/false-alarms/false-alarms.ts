import type { Evaluation } from '../evaluation.ts';
import { avenue, missingFiles, otherCameras, vtest, type Camera } from '../footage/real-footage.ts';
import { markdownTable } from '../markdown-table.ts';
import { budgetWords, pooled, type BudgetCount } from './budget-count.ts';
import { countFalseAlarms } from './count-false-alarms.ts';
import { footageSlices } from './footage-slices.ts';
import { simulatedBudgets } from './simulated-budgets.ts';

const hourly = [60, 120, 240];
const parts = 4;
/** Half of the default: what alarms is measured, whatever the model learned. */
const steps = 160;

/** Whether normal footage that was never seen alarms as often as asked for. */
export const falseAlarms: Evaluation = {
  name: 'false-alarms',
  about: 'alarms in unseen normal footage against the budget, four cameras and a simulated one',
  async run({ signal, say }) {
    const cameras: readonly Camera[] = [
      vtest,
      ...otherCameras,
      { name: 'avenue, training clips', videos: avenue.train },
    ];
    const rows: string[][] = [];
    const all: (readonly BudgetCount[])[] = [];
    for (const { name, videos } of cameras) {
      const missing = missingFiles(videos);
      if (missing.length > 0) {
        rows.push([name, `not measured: ${missing.join(', ')} not there`, ...hourly.map(() => '')]);
        continue;
      }
      const { heldBack, unseen, counts } = await rotated(videos, { signal, say });
      all.push(counts);
      rows.push([
        `${name}: ${unseen.toFixed(0)} s`,
        `${heldBack.toFixed(0)} s`,
        ...counts.map(budgetWords),
      ]);
      say(rows.at(-1)!.join('  '));
    }
    rows.push(['together', '', ...pooled(all).map(budgetWords)]);
    return [
      `Each camera's footage is cut into ${parts} parts in time. ${parts} times, one after the other: learned from one part (${steps} steps), calibrated on the next two (\`presage calibrate\`), watched on the fourth, which is unseen. All of it is normal: nobody labelled anything, and people who come and go are what these cameras show.`,
      'An alarm is an event as it is told. `told of wished for: their ratio (95 % Poisson interval)`.',
      '',
      markdownTable(
        ['camera: unseen', 'held back each time', ...hourly.map((rate) => `${rate} an hour`)],
        rows,
      ),
      '',
      'A camera that never changes, simulated; told of wished for, over 20 calibrations with an hour of unseen footage each:',
      '',
      await simulatedBudgets(signal),
    ].join('\n');
  },
};

async function rotated(
  videos: readonly string[],
  { signal, say }: Parameters<Evaluation['run']>[0],
): Promise<{ heldBack: number; unseen: number; counts: readonly BudgetCount[] }> {
  const slices = await footageSlices(videos, parts);
  const part = (index: number) => slices[index % parts]!;
  const found = [];
  for (let turn = 0; turn < parts; turn += 1) {
    const each = await countFalseAlarms({
      learned: part(turn),
      calibrated: [...part(turn + 1), ...part(turn + 2)],
      unseen: part(turn + 3),
      hourly,
      steps,
      signal,
    });
    found.push(each);
    say(`turn ${turn + 1}: ${each.counts.map(({ told }) => told).join(', ')} alarms`);
  }
  const mean = found.reduce((sum, { heldBackSeconds }) => sum + heldBackSeconds, 0) / parts;
  const unseen = found.reduce((sum, { unseenSeconds }) => sum + unseenSeconds, 0);
  return { heldBack: mean, unseen, counts: pooled(found.map(({ counts }) => counts)) };
}
