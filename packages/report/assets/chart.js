/* A browser script that is put into the page as it is: it has no types to check. */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-return, unicorn/consistent-function-scoping */
'use strict';
(() => {
  const data = JSON.parse(document.getElementById('chart-data').textContent);
  const holder = document.getElementById('chart');
  const readout = document.getElementById('readout');
  const zoomOut = document.getElementById('zoom-out');
  const video = document.getElementById('video');
  const offset = Number(video.dataset.offset);
  const { softness } = data.scale;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function timeText(seconds, digits = 1) {
    const factor = 10 ** digits;
    const whole = Math.round(Math.max(0, seconds) * factor);
    const hours = Math.floor(whole / factor / 3600);
    const minutes = Math.floor(whole / factor / 60) % 60;
    const rest = ((whole % (60 * factor)) / factor)
      .toFixed(digits)
      .padStart(digits ? 3 + digits : 2, '0');
    return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
  }

  const scoreText = (score) =>
    Math.abs(score) >= 100
      ? Math.round(score).toLocaleString('en')
      : String(Number(score.toPrecision(3)));

  /* Spans behind the curve: warm-up hatched, events washed. */
  function drawSpans(chart) {
    const { ctx, bbox } = chart;
    const edge = (time) =>
      Math.min(bbox.left + bbox.width, Math.max(bbox.left, chart.valToPos(time, 'x', true)));
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.strokeStyle = colour('--warm-up');
    ctx.lineWidth = ratio;
    for (const { start, end } of data.warmUp) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(edge(start), bbox.top, edge(end) - edge(start), bbox.height);
      ctx.clip();
      ctx.beginPath();
      for (let x = edge(start) - bbox.height; x < edge(end); x += 6 * ratio) {
        ctx.moveTo(x, bbox.top + bbox.height);
        ctx.lineTo(x + bbox.height, bbox.top);
      }
      ctx.stroke();
      ctx.restore();
    }
    ctx.fillStyle = colour('--fault-wash');
    for (const { start, end } of data.faults) {
      ctx.fillRect(
        edge(start),
        bbox.top,
        Math.max(2 * ratio, edge(end) - edge(start)),
        bbox.height,
      );
    }
    for (const { start, end } of data.events) {
      const width = Math.max(2 * ratio, edge(end) - edge(start));
      ctx.fillStyle = colour('--alarm-wash');
      ctx.fillRect(edge(start), bbox.top, width, bbox.height);
      ctx.fillStyle = colour('--alarm');
      ctx.fillRect(edge(start), bbox.top, 2 * ratio, bbox.height);
    }
    ctx.fillStyle = colour('--mark');
    for (const { start, end } of data.marks) {
      ctx.fillRect(
        edge(start),
        bbox.top + bbox.height - 4 * ratio,
        edge(end) - edge(start),
        4 * ratio,
      );
    }
    ctx.restore();
  }

  function drawThreshold(chart) {
    const { ctx, bbox } = chart;
    const y = Math.round(chart.valToPos(data.threshold, 'y', true)) + 0.5;
    ctx.save();
    ctx.strokeStyle = colour('--soft');
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 5 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }

  /* The curve takes the alarm's colour above the threshold. */
  function curveColour(chart) {
    const { ctx, bbox } = chart;
    const share = (chart.valToPos(data.threshold, 'y', true) - bbox.top) / bbox.height;
    if (!(share > 0 && share < 1)) return colour('--curve');
    const gradient = ctx.createLinearGradient(0, bbox.top, 0, bbox.top + bbox.height);
    gradient.addColorStop(0, colour('--alarm'));
    gradient.addColorStop(share, colour('--alarm'));
    gradient.addColorStop(share, colour('--curve'));
    gradient.addColorStop(1, colour('--curve'));
    return gradient;
  }

  const inEvent = (time) =>
    data.events.some(({ start, end }) => time >= start - 1e-3 && time <= end + 1e-3);
  const inWarmUp = (time) =>
    data.warmUp.some(({ start, end }) => time >= start - 1e-3 && time < end - 1e-3);

  /* Two curves of one line: what counts, and the warm-up up to the first frame that counts. */
  const cold = data.times.map(inWarmUp);
  const counted = data.scores.map((score, i) => (cold[i] ? null : score));
  const warming = data.scores.map((score, i) => (cold[i] || cold[i - 1] ? score : null));

  function sayReadout(chart) {
    const { idx } = chart.cursor;
    readout.textContent = '';
    if (idx === null || idx === undefined || data.scores[idx] === null) return;
    const time = data.times[idx];
    const value = document.createElement('b');
    value.textContent = scoreText(data.scores[idx]);
    if (data.scores[idx] > data.threshold && !cold[idx]) value.className = 'alarmed';
    const state = inEvent(time) ? ' · event' : cold[idx] ? ' · warm-up' : '';
    readout.append(`${timeText(time)} · score `, value, state);
  }

  function seek(time) {
    video.currentTime = Math.max(0, time - offset) + 0.001;
  }

  const axis = {
    stroke: () => colour('--soft'),
    font: '13px system-ui, sans-serif',
    ticks: { show: false },
    grid: { stroke: () => colour('--line'), width: 1 },
  };
  let playhead;
  const full = { min: data.span.start, max: data.span.end };
  const chart = new uPlot(
    {
      width: holder.clientWidth,
      height: holder.clientHeight,
      legend: { show: false },
      padding: [10, 22, 0, 0],
      cursor: { y: false, drag: { x: true, y: false, dist: 6 }, points: { size: 8 } },
      scales: {
        x: { time: false, ...full },
        y: {
          distr: 100,
          fwd: (score) => Math.asinh(score / softness),
          bwd: (height) => Math.sinh(height) * softness,
          range: [data.scale.minimum, data.scale.maximum],
        },
      },
      axes: [
        {
          ...axis,
          size: 30,
          space: 76,
          grid: { show: false },
          incrs: [
            0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400,
            21600, 43200, 86400,
          ],
          values: (_, ticks, ...rest) =>
            ticks.map((time) => timeText(time, rest.at(-1) < 1 ? 1 : 0)),
        },
        {
          ...axis,
          size: 46,
          splits: () => data.scale.ticks,
          filter: (_, ticks) => ticks,
          values: (_, ticks) =>
            ticks.map((tick) =>
              tick.toLocaleString('en', {
                notation: Math.abs(tick) >= 1e5 ? 'compact' : 'standard',
              }),
            ),
        },
      ],
      series: [
        {},
        { stroke: curveColour, width: 1.75, points: { show: false } },
        { stroke: () => colour('--curve'), width: 1.75, points: { show: false } },
      ],
      hooks: {
        drawClear: [drawSpans],
        drawAxes: [drawThreshold],
        setCursor: [sayReadout],
        setScale: [
          (self, key) => {
            if (key !== 'x') return;
            const { min, max } = self.scales.x;
            zoomOut.hidden = min <= full.min + 1e-6 && max >= full.max - 1e-6;
            movePlayhead();
          },
        ],
      },
    },
    [data.times, counted, warming],
    holder,
  );

  playhead = document.createElement('div');
  playhead.className = 'playhead';
  playhead.hidden = true;
  chart.over.append(playhead);

  function movePlayhead() {
    if (!playhead) return;
    const x = chart.valToPos(video.currentTime + offset, 'x');
    playhead.hidden = video.readyState === 0 || x < 0 || x > chart.over.clientWidth;
    playhead.style.left = `${x}px`;
  }

  const unzoom = () => chart.setScale('x', full);
  zoomOut.addEventListener('click', () => {
    unzoom();
    holder.focus();
  });

  let pressedAt;
  chart.over.addEventListener('mousedown', (event) => {
    pressedAt = event.clientX;
  });
  chart.over.addEventListener('click', (event) => {
    if (Math.abs(event.clientX - pressedAt) < 6) seek(chart.posToVal(chart.cursor.left, 'x'));
  });

  holder.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') unzoom();
    const { idx } = chart.cursor;
    if (event.key === 'Enter' && idx !== null && idx !== undefined) seek(data.times[idx]);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const shown = chart.series[0].idxs ?? [0, data.times.length - 1];
    const stride = event.shiftKey ? 10 : 1;
    const next = Math.min(shown[1], Math.max(shown[0], (idx ?? shown[0]) + step * stride));
    chart.setCursor({
      left: chart.valToPos(data.times[next], 'x'),
      top: chart.valToPos(data.scores[next] ?? 0, 'y'),
    });
  });

  for (const event of ['timeupdate', 'seeked', 'loadeddata', 'error'])
    video.addEventListener(event, movePlayhead);

  new ResizeObserver(() =>
    chart.setSize({ width: holder.clientWidth, height: holder.clientHeight }),
  ).observe(holder);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
    chart.redraw(false, true),
  );
})();
