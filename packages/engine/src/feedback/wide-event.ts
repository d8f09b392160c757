import type { ReportedEvent } from './event-document.ts';
import type { FeedbackWarning } from './feedback-progress.ts';

/** What somebody means by one event is over by then. */
const longSeconds = 15;
/** Of the picture: from here on it is not one thing at one place. */
const widePart = 0.5;

/** Told of an event that may be more than what was meant by it: all of it is going to pass. */
export function wideEvent(name: string, event: ReportedEvent): readonly FeedbackWarning[] {
  const { startSeconds, endSeconds, region } = event;
  const seconds = endSeconds - startSeconds;
  const part = region ? region.width * region.height : 0;
  const wide = [
    ...(seconds > longSeconds ? [`lasts ${seconds.toFixed(0)} s`] : []),
    ...(part >= widePart ? [`covers ${Math.round(100 * part)} % of the picture`] : []),
  ];
  if (wide.length === 0) return [];
  return [
    {
      code: 'event-wide',
      message: `${name} ${wide.join(' and ')}: all that happens in it counts as normal from now on. Where only a part of it was, go back (presage rollback), and score again with fewer false alarms allowed: one long event comes apart into short ones`,
    },
  ];
}
