import { probeVideo } from '@presage/io';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { annotationLayout } from './annotation-layout.ts';
import { annotateVideo } from './annotate-video.ts';
import { maximumBoxes } from './annotation-graph.ts';
import { eventsFolder } from './event-folder.ts';
import { eventPictures, maximumPictures } from './event-pictures.ts';
import { eventsDocument } from './events-document.ts';
import { openOutputFolder, outputError } from './output-folder.ts';
import { loadPageAssets } from './page-assets.ts';
import { chartData } from './page/chart-data.ts';
import { renderPage } from './page/render-page.ts';
import { plural } from './number-text.ts';
import type { ReportOptions } from './report-options.ts';
import { scoreScale } from './score-scale.ts';
import { scoresCsv } from './scores-csv.ts';
import { verdict, type Verdict } from './verdict.ts';
import { watchedSpan } from './watched-span.ts';
import { writeEvents } from './write-events.ts';

/** The files of a report: paths. */
export interface Report {
  readonly scores: string;
  readonly events: string;
  readonly video: string;
  /** The folder that holds a folder for each event. */
  readonly eventFolders: string;
  readonly page: string;
  /** The result in words. */
  readonly verdict: Verdict;
}

/** Names of the files that {@link writeReport} writes, by what they are. */
export const reportFiles = {
  scores: 'scores.csv',
  events: 'events.json',
  video: 'annotated.mp4',
  page: 'report.html',
} as const;

/**
 * Writes what a person looks at after a video was watched: `scores.csv`, `events.json`,
 * `annotated.mp4`, a folder for each event in `events`, and `report.html`, a page that needs nothing
 * but the videos beside it. All appear together, at the end; on failure or abort nothing does.
 *
 * @throws InputError `output-unwritable`: the folder cannot be written to.
 * @throws what reading the video throws, and the signal's reason once it aborts.
 */
export async function writeReport(options: ReportOptions): Promise<Report> {
  const { video, points, events, grid, budget, frameRate, signal, onProgress } = options;
  await using folder = await openOutputFolder(options.outputFolder);
  const aborts = signal && { signal };
  const info = await probeVideo(video.path, aborts);
  const layout = annotationLayout(info);
  const watched = watchedSpan(points, {
    frameRate,
    startSeconds: video.startSeconds,
    videoSeconds: info.durationSeconds,
  });
  const scale = scoreScale(points, budget.threshold);
  const conclusion = verdict(options, watched);

  await annotateVideo({
    video,
    streamIndex: info.streamIndex,
    layout,
    grid,
    zones: options.zones,
    frameRate,
    span: watched,
    points,
    events,
    threshold: budget.threshold,
    scale,
    output: folder.draft(reportFiles.video),
    ...aborts,
    onProgress: (seconds) =>
      onProgress?.(0.7 * Math.min(1, seconds / (watched.end - watched.start))),
  });
  const { pictures, thumbnails, warnings } = await eventPictures({
    path: video.path,
    grid,
    events,
    threshold: budget.threshold,
    ...aborts,
    onProgress: (done, of) => onProgress?.(0.7 + (0.1 * done) / of),
  });
  const cut = await inFolder(options.outputFolder, () =>
    writeEvents(options, {
      folder: folder.draft(eventsFolder),
      info,
      thumbnails,
      onProgress: (done, of) => onProgress?.(0.8 + (0.19 * done) / of),
    }),
  );
  const page = renderPage({
    options: {
      ...options,
      warnings: [
        ...(options.warnings ?? []),
        ...limitsReached(events.length),
        ...warnings,
        ...cut.warnings,
      ],
    },
    name: video.name ?? basename(video.path),
    watched,
    verdict: conclusion,
    chart: chartData({
      points,
      events,
      marks: options.marks ?? [],
      faults: options.faults ?? [],
      threshold: budget.threshold,
      scale,
      span: watched,
    }),
    pictures,
    clips: cut.clips.map((clip) => clip !== undefined),
    assets: await loadPageAssets(),
    videoFile: reportFiles.video,
    layout,
  });
  await inFolder(options.outputFolder, async () => {
    await writeFile(folder.draft(reportFiles.scores), scoresCsv(points, events));
    await writeFile(
      folder.draft(reportFiles.events),
      `${JSON.stringify(eventsDocument(options, watched), null, 2)}\n`,
    );
    await writeFile(folder.draft(reportFiles.page), page);
  });
  signal?.throwIfAborted();
  const eventFolders = await folder.publishFolder(eventsFolder);
  // The page last: it points to the others.
  const [scores, eventList, annotated, report] = await folder.publish([
    reportFiles.scores,
    reportFiles.events,
    reportFiles.video,
    reportFiles.page,
  ]);
  onProgress?.(1);
  return {
    scores: scores!,
    events: eventList!,
    video: annotated!,
    eventFolders,
    page: report!,
    verdict: conclusion,
  };
}

/** Does what writes into the folder; a failure to is told in words. */
async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw outputError(folder, error);
  }
}

function limitsReached(events: number): string[] {
  return [
    ...(events > maximumPictures
      ? [
          `There are ${plural(events, 'event')}: the ${maximumPictures} strongest have a picture and a clip.`,
        ]
      : []),
    ...(events > maximumBoxes
      ? [`The annotated video boxes the place of the ${maximumBoxes} strongest.`]
      : []),
  ];
}
