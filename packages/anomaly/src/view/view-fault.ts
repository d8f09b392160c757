/**
 * What can be wrong with a camera's view:
 *
 * - `black`: the picture is dark and shows nothing
 * - `covered`: it is bright enough, but nothing of the scene's structure is left
 * - `frozen`: it does not change any more, not even by its own noise
 * - `out-of-focus`: the scene is where it was, but blurred all over
 * - `moved`: it shows something, but not what it showed
 */
export type ViewFault = 'black' | 'covered' | 'frozen' | 'out-of-focus' | 'moved';

/**
 * Where several could be meant, the first is told: what is covered hardly changes, and what is
 * blurred is not like the reference either.
 */
export const viewFaults = [
  'black',
  'covered',
  'out-of-focus',
  'moved',
  'frozen',
] as const satisfies readonly ViewFault[];

/** What is the matter, in words. */
export const viewFaultWords: Readonly<Record<ViewFault, string>> = {
  black: 'the picture is black',
  covered: 'the lens is covered',
  'out-of-focus': 'the picture is out of focus',
  moved: 'the camera has moved',
  frozen: 'the picture is frozen',
};

/** What a person should do about a fault. */
export const viewAdvice: Readonly<Record<ViewFault, string>> = {
  black:
    'Look whether the lens is covered, the camera’s light (infrared, too) is out, or the cable or power fails. Where it is only night there: calibrate with footage of the night, too.',
  covered:
    'Look what is in front of the lens: a hand, a bag, paint, a spider’s web, snow or thick fog. Clean it or take it away.',
  frozen:
    'The same picture comes again and again: restart the camera or the recorder it comes through, and look at the network.',
  'out-of-focus':
    'Focus the camera again and wipe lens and dome: a turned focus ring, dew, rain or grease blurs all of the picture.',
  moved:
    'Turn the camera back to where it looked. If it shall look there from now on, learn it again with footage of the new view.',
};

/** A fault that is there by then was there from the beginning; seconds. */
const beginningSeconds = 2;

/** What another camera's picture is taken for; black and frozen are what they seem. */
const otherView: ReadonlySet<ViewFault> = new Set<ViewFault>(['moved', 'covered', 'out-of-focus']);

/**
 * Whether a fault may well be another camera's picture, as the view never was what it should be.
 * `seconds`: from the stream's first frame to where the fault began.
 */
export function maybeOtherCamera(fault: ViewFault, seconds: number): boolean {
  return otherView.has(fault) && seconds <= beginningSeconds;
}
