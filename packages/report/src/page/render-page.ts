import type { AnnotationLayout } from '../annotation-layout.ts';
import { eventFiles, eventsFolder } from '../event-folder.ts';
import { html, scriptJson, type SafeHtml } from '../html.ts';
import { plural, scoreText } from '../number-text.ts';
import type { PageAssets } from '../page-assets.ts';
import { noEventText } from '../quiet-text.ts';
import type { ReportOptions } from '../report-options.ts';
import type { Verdict } from '../verdict.ts';
import type { WatchedSpan } from '../watched-span.ts';
import type { ChartData } from './chart-data.ts';
import { cameraSection } from './camera-section.ts';
import { contentPolicy, pageScripts, scriptElement, styleText } from './content-policy.ts';
import { eventCard, type EventPictures } from './event-card.ts';
import { eventTrack } from './event-track.ts';
import { factsTable } from './facts-table.ts';
import { feedbackCommand } from './feedback-command.ts';
import { player } from './player.ts';
import { budgetFacts, frameFacts, runFacts } from './report-facts.ts';
import { thresholdSection } from './threshold-section.ts';
import { zoneOverlay } from './zone-overlay.ts';

/** What goes on the page. */
export interface PageContent {
  readonly options: ReportOptions;
  /** The video's name for people. */
  readonly name: string;
  readonly watched: WatchedSpan;
  readonly verdict: Verdict;
  readonly chart: ChartData;
  /** One a event; undefined where it has no picture. */
  readonly pictures: readonly (EventPictures | undefined)[];
  /** Whether each event has a clip in its folder. */
  readonly clips: readonly boolean[];
  readonly assets: PageAssets;
  readonly layout: AnnotationLayout;
  /** Name of the annotated video beside the page. */
  readonly videoFile: string;
}

/** The whole page as text. It asks for nothing but the videos beside it, and its policy forbids the rest. */
export function renderPage(content: PageContent): string {
  const { options, name, verdict, chart, assets } = content;
  const scripts = pageScripts(assets.scripts);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy(scripts)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${verdict.headline} · ${name}</title>
        <link rel="icon" href="data:," />
        <style>
          ${styleText(assets.styles)}
        </style>
      </head>
      <body>
        <a class="skip" href="#events">Skip to the events</a>
        <main>
          ${header(content)} ${warnings(options.warnings ?? [])} ${scoreSection(content)}
          <div class="columns">
            ${player({ ...content, start: chart.span.start, opensAt: opensAt(content), frameRate: options.frameRate })}
            ${eventsSection(content)}
          </div>
          ${cameraSection(options)} ${thresholdSection(options)} ${numbersSection(content)}
        </main>
        <footer>
          Made by Presage on ${options.run.startedAt.toISOString().slice(0, 10)}. Everything on this
          page is in this one file, in ${content.videoFile} beside it and in the clips in
          ${eventsFolder}.
        </footer>
        <script type="application/json" id="chart-data">
          ${scriptJson(content.chart)}
        </script>
        ${scripts.map(scriptElement)}
      </body>
    </html> `.text;
}

function header({ name, verdict }: PageContent): SafeHtml {
  return html`<header>
    <p class="source">${name}</p>
    <h1 class="verdict-${verdict.kind}">${verdict.headline}</h1>
    <p class="detail">${verdict.detail}</p>
  </header>`;
}

/** The first peak, or where it is quiet, the first frame that counts: those before look all wrong. */
function opensAt({ chart, options }: PageContent): number | undefined {
  const counts = options.points.find(({ warmUp }) => !warmUp);
  return chart.events[0]?.peak ?? (counts && counts.timestampUs / 1e6);
}

function warnings(texts: readonly string[]): SafeHtml | undefined {
  if (texts.length === 0) return undefined;
  return html`<section class="warnings" aria-label="Warnings">
    <h2>Before you rely on this</h2>
    <ul>
      ${texts.map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
}

function scoreSection({ chart, verdict }: PageContent): SafeHtml {
  return html`<section class="score" aria-labelledby="score-title">
    <div class="bar">
      <h2 id="score-title">How unlike normal</h2>
      <p class="readout" id="readout"></p>
      <button type="button" id="zoom-out" hidden>Whole clip</button>
    </div>
    <div
      id="chart"
      tabindex="0"
      role="group"
      aria-label="Score over time. ${verdict.headline}. ${verdict.detail} Left and right arrow keys move along the curve, Enter shows the place in the video."
    ></div>
    <ul class="legend" aria-label="Legend">
      <li><i class="key-score"></i>score</li>
      <li><i class="key-threshold"></i>threshold ${scoreText(chart.threshold)}</li>
      ${chart.events.length > 0 ? html`<li><i class="key-event"></i>event</li>` : undefined}
      ${chart.faults.length > 0 ? html`<li><i class="key-fault"></i>view broken, never alarms</li>` : undefined}
      ${chart.warmUp.length > 0 ? html`<li><i class="key-warm-up"></i>warm-up, never alarms</li>` : undefined}
      ${chart.marks.length > 0 ? html`<li><i class="key-mark"></i>${[...new Set(chart.marks.map(({ label }) => label))].join(', ')}</li>` : undefined}
      <li class="hint">
        Drag to zoom, click to go there in the video. The scale rises by factors of ten.
      </li>
    </ul>
  </section>`;
}

function eventsSection(content: PageContent): SafeHtml {
  const { options, chart, pictures } = content;
  const { events } = options;
  const none = html`<p class="none">${noEventText(options)}</p>`;
  const heat = pictures.some((picture) => picture?.heat)
    ? html`<label class="toggle"><input type="checkbox" id="heat-on" checked /> Heatmap</label>`
    : undefined;
  const zones = options.zones && zoneOverlay(options.zones, content.layout.picture);
  const zonesToggle =
    zones && events.length > 0
      ? html`<label class="toggle"><input type="checkbox" id="zones-on" checked /> Zones</label>`
      : undefined;
  return html`<section
    class="events${events.length > 2 ? ' many' : ''}"
    id="events"
    aria-labelledby="events-title"
    tabindex="-1"
  >
    <div class="bar">
      <h2 id="events-title">${events.length === 0 ? 'Events' : plural(events.length, 'event')}</h2>
      ${zonesToggle} ${heat}
    </div>
    ${
      events.length === 0
        ? none
        : html`<ol>
            ${events.map((event, i) =>
              eventCard({
                event,
                number: i + 1,
                threshold: chart.threshold,
                pictures: pictures[i],
                zones,
                track: eventTrack(event, { points: options.points, threshold: chart.threshold }),
                clip: content.clips[i] ? `${eventsFolder}/${i + 1}/${eventFiles.clip}` : undefined,
                feedback: feedbackOn(content, i + 1),
                unfolded: events.length === 1 ? 'yes' : 'no',
              }),
            )}
          </ol>`
    }
  </section>`;
}

function feedbackOn({ options }: PageContent, number: number): string | undefined {
  const { modelIdentity: model, outputFolder } = options;
  return model && feedbackCommand({ modelPath: model.path, outputFolder, number });
}

function numbersSection({ options, watched }: PageContent): SafeHtml {
  return html`<section class="numbers" aria-label="The numbers">
    <h2>The numbers</h2>
    <div class="tables">
      ${factsTable('What ran', runFacts(options, watched))}
      ${factsTable('False alarms', budgetFacts(options))}
      ${factsTable('Frames', frameFacts(options))}
      ${options.model.length > 0 ? factsTable('Model', options.model) : undefined}
    </div>
  </section>`;
}
