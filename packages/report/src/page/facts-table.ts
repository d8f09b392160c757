import { html, type SafeHtml } from '../html.ts';
import type { ReportFact } from '../report-options.ts';

/** A titled table of facts. */
export function factsTable(title: string, facts: readonly ReportFact[]): SafeHtml {
  return html`<section class="facts">
    <h3>${title}</h3>
    <dl>
      ${facts.map(
        ({ name, value, remark }) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}${remark ? html`<small>${remark}</small>` : undefined}</dd>
          </div> `,
      )}
    </dl>
  </section>`;
}
