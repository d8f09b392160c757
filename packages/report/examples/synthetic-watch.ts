import type { ReportOptions, ScorePoint } from '../src/index.ts';

/** Made-up scores of a made-up watch, so that the report can be seen without a model. */
export function syntheticWatch(
  place: Pick<ReportOptions, 'video' | 'outputFolder'>,
  lengthSeconds: number,
): ReportOptions {
  const frameRate = 5;
  const threshold = 20;
  const warmUpSeconds = lengthSeconds / 10;
  const startSeconds = place.video.startSeconds ?? 0;
  const [from, to] = [startSeconds + lengthSeconds * 0.5, startSeconds + lengthSeconds * 0.62];
  const points: ScorePoint[] = [];
  for (let i = 0; i < Math.floor(lengthSeconds * frameRate); i += 1) {
    const time = startSeconds + i / frameRate;
    const strange =
      time >= from && time <= to
        ? Math.max(0, Math.sin((Math.PI * (time - from)) / (to - from)))
        : 0;
    const ordinary = 4 + 2.2 * Math.sin(time * 0.9) + 1.5 * Math.sin(time * 3.1) + (i % 7) * 0.2;
    points.push({
      timestampUs: Math.round(time * 1e6),
      score: ordinary + 390 * strange ** 1.5,
      threshold,
      warmUp: i < warmUpSeconds * frameRate,
      heatmap: spot({
        across: 3 + (8 * (time - from)) / (to - from),
        strength: 900 * strange ** 1.5,
        seed: i,
      }),
    });
  }
  const alarmed = points.filter(({ score, warmUp }) => !warmUp && score > threshold);
  const peak = alarmed.reduce((a, b) => (b.score > a.score ? b : a));
  return {
    ...place,
    frameRate,
    grid: { width: 16, height: 12 },
    points,
    events: [
      {
        id: 1,
        start: alarmed[0]!.timestampUs / 1e6,
        peak: { time: peak.timestampUs / 1e6, score: peak.score },
        end: alarmed.at(-1)!.timestampUs / 1e6,
        heatmap: peak.heatmap!,
        region: { x: 5 / 16, y: 4 / 12, width: 4 / 16, height: 4 / 12 },
      },
    ],
    marks: [{ label: 'injected', start: from, end: to }],
    budget: { falseAlarmsPerDay: 1, supportedFalseAlarmsPerDay: 240, threshold },
    model: [
      { name: 'File', value: 'lobby.onnx' },
      { name: 'Network', value: 'ConvLSTM 32 + 32', remark: '212,448 parameters' },
      { name: 'Learnt from', value: '55 s of video', remark: 'and 16 s more to set the threshold' },
    ],
    run: {
      startedAt: new Date('2026-01-05T09:30:00Z'),
      seconds: 3.4,
      ledger: {
        captured: points.length,
        processed: points.length,
        dropped: { overflow: 0, stopped: 0, failed: 0 },
        inFlight: 0,
      },
      device: { value: 'CPU, 2 threads', remark: 'CUDA: no driver found. WebGPU: no adapter.' },
      ffmpeg: { value: '5.1', remark: 'the system’s' },
      facts: [{ name: 'A step took', value: '4.1 ms', remark: 'mean of all frames' }],
    },
    warnings: ['The normal footage is short: it can vouch for 240 false alarms a day, not for 1.'],
  };
}

function spot(at: { across: number; strength: number; seed: number }): Float32Array {
  const [width, height] = [16, 12];
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = Math.hypot(x - at.across, y - 5.5);
      const ripple = 2 + 2 * Math.sin(x * 2.1 + y * 3.7 + at.seed);
      values[y * width + x] = ripple + at.strength * Math.exp(-(distance ** 2) / 2.4);
    }
  }
  return values;
}
