import { basename } from 'node:path';
import type { MethodEvaluation } from '@presage/engine';
import { html, trusted, type SafeHtml } from '@presage/report';
import { falseAlarms } from '../terminal/false-alarms.ts';
import { formatScore } from '../terminal/format-score.ts';
import { clipPicture } from './clip-picture.ts';
import {
  alarmFacts,
  otherViewQuestion,
  regionFacts,
  thresholdFacts,
  viewFacts,
} from './evaluation-facts.ts';
import { figure } from './figure.ts';
import { methodNames, protocolWords } from './method-words.ts';
import { rocLegend, rocPicture } from './roc-picture.ts';
import type { WrittenEvaluation } from './write-evaluation.ts';

export interface EvaluationPageContent extends WrittenEvaluation {
  /** CSS. */
  readonly styles: string;
}

/** The evaluation as a page of its own: it asks for nothing, and its policy forbids the rest. */
export function evaluationPage({ evaluation, scored, styles }: EvaluationPageContent): string {
  const { methods, model } = evaluation;
  const [own] = methods;
  const name = basename(model);
  const question = otherViewQuestion(evaluation);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Evaluation of ${name}</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(styles)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <p class="source">Evaluation of ${name}</p>
            <h1>micro ${figure(own?.microAuc)} · macro ${figure(own?.macroAuc)}</h1>
            <p class="detail">
              Area under the ROC curve of ${own?.frames} frames of ${scored.length} clips,
              ${own?.abnormalFrames} of them abnormal.
            </p>
            ${question && html`<p class="detail"><b>${question}</b></p>`}
          </header>
          <section>
            <h2>How well scores tell abnormal frames</h2>
            <div class="wide">${methodTable(methods)}</div>
            <p class="note">
              Frames are looked at ${own?.protocol.frameRate} times a second; a score holds until
              the next, for all frames of the video. Micro: all frames pooled. Macro: mean of the
              clips with frames of both kinds. In brackets the middle 95 % of resampled clips: it
              says nothing of other clips. What uses the future compares with published figures
              only: no camera can do it.
            </p>
            ${rocPicture(scored)} ${rocLegend()}
          </section>
          ${eventsSection(evaluation)}
          <section>
            <h2>The model’s score in each clip</h2>
            <p class="legend">
              <span><i class="abnormal"></i>labelled abnormal</span>
              <span><i class="event"></i>event</span>
              <span><i class="threshold"></i>threshold</span>
            </p>
            ${scored.map((clip, index) =>
              clipPicture(clip, {
                threshold: evaluation.threshold.value,
                auc: own?.clips[index]?.auc,
              }),
            )}
          </section>
        </main>
      </body>
    </html>`.text;
}

function methodTable(methods: readonly MethodEvaluation[]): SafeHtml {
  return html`<table>
    <thead>
      <tr>
        <th></th>
        <th>micro AUC</th>
        <th>macro AUC</th>
        <th>EER</th>
        <th>average precision</th>
        <th>protocol</th>
      </tr>
    </thead>
    <tbody>
      ${methods.map(
        ({ method, protocol, intervals, ...figures }) =>
          html`<tr class="${protocol.causal ? method : 'future'}">
            <th>${methodNames[method]}</th>
            <td>${figure(figures.microAuc)} ${range(intervals.micro)}</td>
            <td>${figure(figures.macroAuc)} ${range(intervals.macro)}</td>
            <td>${figure(figures.equalErrorRate)}</td>
            <td>${figure(figures.averagePrecision)}</td>
            <td>${protocolWords(protocol)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function eventsSection({
  alarms,
  viewFaults,
  regions,
  threshold,
  falseAlarmsPerDay,
}: WrittenEvaluation['evaluation']): SafeHtml {
  const facts = [
    ...thresholdFacts(threshold),
    ...alarmFacts(alarms),
    ...viewFacts(viewFaults),
    ...(regions ? regionFacts(regions) : []),
  ];
  return html`<section>
    <h2>Alarms${regions ? ' and regions' : ''}</h2>
    <p>
      Alarms at a score of ${formatScore(threshold.value)}, meant for
      ${falseAlarms(falseAlarmsPerDay)} (${protocolWords(alarms.protocol)}).
    </p>
    <dl>
      ${facts.map(
        ([name, text]) =>
          html`<dt>${name}</dt>
            <dd>${text}</dd>`,
      )}
    </dl>
  </section>`;
}

function range(interval: readonly [number, number] | undefined): SafeHtml | string {
  if (!interval) return '';
  return html`<small>(${interval[0].toFixed(2)}–${interval[1].toFixed(2)})</small>`;
}
