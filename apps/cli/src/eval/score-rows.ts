import type { EvaluatedClip } from '@presage/engine';

const columns = 'clip,frame,seconds,abnormal,model,frame_difference,mean_picture';

/** Every frame's scores as CSV (RFC 4180); frames are counted from 1. */
export function scoreRows(clips: readonly EvaluatedClip[]): string {
  const lines = clips.flatMap(({ name, frameRate, abnormal, scores }) =>
    abnormal.map((isAbnormal, frame) =>
      [
        quoted(name),
        frame + 1,
        (frame / frameRate).toFixed(3),
        Number(isAbnormal),
        digits(scores.model[frame]!),
        digits(scores.frameDifference[frame]!),
        digits(scores.meanPicture[frame]!),
      ].join(','),
    ),
  );
  return [columns, ...lines, ''].join('\r\n');
}

const digits = (score: number) => Number(score.toPrecision(7));
const quoted = (name: string) =>
  /[",\r\n]/u.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
