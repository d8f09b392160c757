import { alarmSpans } from './alarm-spans.ts';
import type { AnnotationLayout } from './annotation-layout.ts';
import { drawingDensity } from './strip-layout.ts';
import type { WatchEvent } from './watch-result.ts';
import type { WatchedSpan } from './watched-span.ts';

/** Events whose place is boxed in the video; beyond, the strongest ones are. */
export const maximumBoxes = 50;

const maximumAlarmSpans = 200;

/** What {@link annotationGraph} draws. */
export interface AnnotationPlan extends AnnotationLayout {
  /** The stream of input 0 that was watched: its first may be a cover picture. */
  readonly streamIndex: number;
  readonly span: WatchedSpan;
  /** Seconds from one scored frame to the next. */
  readonly interval: number;
  readonly events: readonly WatchEvent[];
  /** Whether masks and zones are an input. */
  readonly zones: 'drawn' | 'none';
  /** {@link HeatStream.offsetSeconds}; undefined where there is no heat input. */
  readonly heatOffset: number | undefined;
}

/**
 * The ffmpeg filter graph. Inputs: 0 the video, 1 the strip, 2 the cursor, 3 the alarm label (these
 * three drawn at {@link drawingDensity}), then, as far as there are any, masks and zones at the picture's
 * size, and the heatmaps. Output: `[out]`. Written
 * for ffmpeg 4 and later.
 */
export function annotationGraph(plan: AnnotationPlan): string {
  const { picture, strip, span } = plan;
  const { width, height } = picture;
  const length = span.end - span.start;
  const still = 'eof_action=repeat:format=yuv420';
  const line = lineWidth(strip.unit);
  const small = `scale=iw/${drawingDensity}:ih/${drawingDensity}:flags=area`;
  const alarmed = alarmedAt(plan);
  const boxes =
    alarmed === '0'
      ? []
      : [
          ...regionBoxes(plan),
          `drawbox=x=0:y=0:w=${width}:h=${height}:color=0xff6a4d:t=${2 * line}:enable='${alarmed}'`,
        ];
  const cursor = `x='${strip.plot.x - strip.unit / 2}+${strip.plot.width}*min(1,max(0,t/${length.toFixed(6)}))'`;
  return [
    `[0:${plan.streamIndex}]scale=${width}:${height}:flags=bicubic,setsar=1,format=yuv420p[picture]`,
    plan.heatOffset === undefined
      ? '[picture]null[hot]'
      : `[${plan.zones === 'drawn' ? 5 : 4}:v]settb=AVTB,setpts=PTS+(${plan.heatOffset.toFixed(6)})/TB,scale=${width}:${height}:flags=bilinear,format=yuva420p[heat];` +
        `[picture][heat]overlay=0:0:${still}[hot]`,
    plan.zones === 'drawn' ? `[hot][4:v]overlay=0:0:${still}[zoned]` : '[hot]null[zoned]',
    `[zoned]${[...boxes, 'null'].join(',')}[boxed]`,
    `[3:v]${small}[label];[boxed][label]overlay=x=${2 * line}:y=${2 * line}:${still}:enable='${alarmed}'[labelled]`,
    `[labelled]pad=${width}:${height + strip.height}:0:0[padded]`,
    `[1:v]${small}[strip];[padded][strip]overlay=0:${height}:${still}[stripped]`,
    `[2:v]${small}[cursor];[stripped][cursor]overlay=${cursor}:y=${Math.round(height + strip.plot.y - 2 * strip.unit)}:${still}[out]`,
  ].join(';');
}

function alarmedAt({ events, span, interval }: AnnotationPlan): string {
  const terms = alarmSpans(events, maximumAlarmSpans).map(({ start, end }) =>
    during(start - span.start, end - span.start + interval),
  );
  // ffmpeg 5.1 refuses a sum of more than about 150 terms, but not a sum of sums.
  const sums: string[] = [];
  for (let i = 0; i < terms.length; i += 20) sums.push(`(${terms.slice(i, i + 20).join('+')})`);
  return sums.length > 0 ? sums.join('+') : '0';
}

function regionBoxes(plan: AnnotationPlan): string[] {
  const { picture, span, strip } = plan;
  return plan.events
    .toSorted((a, b) => b.peak.score - a.peak.score)
    .slice(0, maximumBoxes)
    .flatMap(({ region, start, end, peak }) => {
      if (!region) return [];
      // The place is that of the peak: what moves is elsewhere a moment later.
      const from = Math.max(start, peak.time) - span.start;
      const to = Math.min(end, peak.time) + plan.interval - span.start;
      const box = [
        `x=${Math.round(region.x * picture.width)}`,
        `y=${Math.round(region.y * picture.height)}`,
        `w=${Math.max(2, Math.round(region.width * picture.width))}`,
        `h=${Math.max(2, Math.round(region.height * picture.height))}`,
      ].join(':');
      return [
        `drawbox=${box}:color=black@0.6:t=${lineWidth(strip.unit) + 2}:enable='${during(from, to)}'`,
        `drawbox=${box}:color=white:t=${lineWidth(strip.unit)}:enable='${during(from, to)}'`,
      ];
    });
}

const lineWidth = (unit: number) => Math.max(1, Math.round(1.34 * unit));

const during = (from: number, to: number) =>
  `gte(t,${(from - 0.001).toFixed(3)})*lt(t,${(to - 0.001).toFixed(3)})`;
