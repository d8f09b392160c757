import { calibrate, createScorer, thresholdFor } from '@presage/anomaly';
import { replayScores } from '@presage/engine';
import { markdownTable } from '../markdown-table.ts';
import { simulatedCamera, simulatedFrameRate, simulatedGrid } from './simulated-camera.ts';

const runs = 20;
const unseenSeconds = 3600;
const heldBack = [60, 160, 600, 3600];
const budgets = [60, 20, 6, 1];

/** Alarms told of those wished for, on average over many calibrations, by footage held back and budget. */
export async function simulatedBudgets(signal: AbortSignal): Promise<string> {
  const rows: string[][] = [];
  for (const seconds of heldBack) {
    const told = budgets.map(() => 0);
    const vouched = budgets.map(() => false);
    for (let run = 0; run < runs; run += 1) {
      signal.throwIfAborted();
      const calibration = calibrate(simulatedCamera(seconds, 1000 + run), {
        grid: simulatedGrid,
        frameRate: simulatedFrameRate,
      });
      const tried = budgets.map((hourly) => thresholdFor(calibration, hourly * 24));
      const score = createScorer(calibration);
      const unseen = simulatedCamera(unseenSeconds, 5000 + run).map((frame) => ({
        ...frame,
        score: score(frame).score,
      }));
      const { thresholds } = await replayScores(unseen, {
        thresholds: tried.map(({ value }) => value),
      });
      for (const [index, { events }] of thresholds.entries()) told[index]! += events.length;
      for (const [index, { supported }] of tried.entries()) vouched[index] ||= supported;
    }
    rows.push([
      `${seconds} s`,
      ...budgets.map((hourly, index) => {
        const share = told[index]! / ((hourly * runs * unseenSeconds) / 3600);
        return `×${share.toFixed(2)}${vouched[index] ? '' : ' (a guess)'}`;
      }),
    ]);
  }
  return markdownTable(['held back', ...budgets.map((hourly) => `${hourly} an hour`)], rows);
}
