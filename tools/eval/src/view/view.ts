import type { Evaluation, EvaluationContext } from '../evaluation.ts';
import { missingFiles } from '../footage/real-footage.ts';
import { markdownTable } from '../markdown-table.ts';
import { measuredFilm, watchFilm } from './measured-film.ts';
import { findIn, knownCamera, type KnownCamera } from './known-camera.ts';
import { viewCameras } from './view-cameras.ts';
import { viewChanges } from './view-changes.ts';
import { measureCost } from './view-cost.ts';
import type { ViewFinding } from './view-finding.ts';

/** Faults of the camera's view: found or not, after how long; and what must not be taken for one. */
export const view: Evaluation = {
  name: 'view',
  about:
    'black, covered, frozen, moved and blurred views on four cameras, and what is none of these',
  async run(context) {
    const cameras: KnownCamera[] = [];
    const absent: string[] = [];
    for (const camera of viewCameras) {
      const files = [camera.normal, ...camera.untouched].map(({ path }) => path);
      if (missingFiles(files).length > 0) absent.push(camera.name);
      else cameras.push(await knownCamera(camera, context.signal));
    }
    const rows: string[][] = [];
    for (const change of viewChanges) {
      const findings: ViewFinding[] = [];
      for (const camera of cameras) findings.push(await findIn(camera, change, context.signal));
      rows.push([change.name, change.fault, ...findings.map((found) => findingText(found))]);
      context.say(rows.at(-1)!.join('  '));
    }
    const untouched: string[][] = [];
    for (const camera of cameras) untouched.push(await untouchedRow(camera, context));
    return [
      'The baseline is measured on footage that is not watched afterwards (the first half of a video; of Avenue, training clip 10). Each change lasts for the middle 40 % of a film of up to 40 s, which is encoded again (H.264); frames are those of the default network. Delay: from when the change is whole to when the fault is told.',
      ...(absent.length > 0 ? [`Not there, not measured: ${absent.join(', ')}.`] : []),
      '',
      markdownTable(['change', 'is', ...cameras.map(({ name }) => name)], rows),
      '',
      'Footage that nothing was done to:',
      '',
      markdownTable(['camera', 'seconds', 'faults told', 'frames under suspicion'], untouched),
      '',
      measureCost(),
    ].join('\n');
  },
};

function findingText({ right, delay, wrong, ended }: ViewFinding): string {
  const others = wrong.length > 0 ? `, wrongly ${wrong.join(', ')}` : '';
  const late = ended ? '' : ', end missed';
  if (delay !== undefined) return `${delay.toFixed(1)} s${others}${late}`;
  return right ? 'none told' : `${wrong.length > 0 ? wrong.join(', ') : 'not'} told`;
}

async function untouchedRow(
  { name, untouched, needs, baseline }: KnownCamera,
  { signal }: EvaluationContext,
): Promise<string[]> {
  let [frames, faults, suspected] = [0, 0, 0];
  for (const part of untouched) {
    const steps = watchFilm(await measuredFilm(part, needs, signal), baseline);
    frames += steps.length;
    faults += steps.flatMap((step) => step.told).length;
    suspected += steps.filter(({ state }) => state === 'suspected').length;
  }
  return [name, (frames / needs.frameRate).toFixed(0), String(faults), String(suspected)];
}
