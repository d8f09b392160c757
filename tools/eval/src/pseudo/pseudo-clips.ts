import { seededRandom } from '@presage/model';
import { alteredTime, type TimeFault } from './altered-time.ts';
import { cutOuts, type CutOut } from './cut-outs.ts';
import { pasted, type Path } from './pasted.ts';
import { clipFrames, happeningIn, type Pictures, type PseudoClip } from './pseudo-clip.ts';

const timeFaults: readonly TimeFault[] = ['fast', 'faster', 'reverse', 'jump'];

/** Things that are put in: of the footage's own, somewhere else, or of nobody's. */
const pastes = ['walker', 'large', 'runner', 'bouncing', 'thrown', 'left', 'box'] as const;

export interface PseudoClipOptions {
  /** Of the pictures. */
  readonly width: number;
  readonly height: number;
  /** Where things to paste are cut from. Default: the footage itself. */
  readonly cutFrom?: Pictures;
  readonly seed: number;
}

/**
 * Makes clips with something unusual from normal footage: time that runs too fast, backwards or jumps;
 * somebody from elsewhere in the picture, of another size, too fast or jumping; a thing thrown, left
 * behind or moved. Stretches overlap by half; each is there untouched, too.
 */
export function pseudoClips(footage: Pictures, options: PseudoClipOptions): readonly PseudoClip[] {
  const random = seededRandom(options.seed);
  const pieces = cutOuts(options.cutFrom ?? footage, options.width);
  const clips: PseudoClip[] = [];
  for (let start = 0; start + clipFrames.length <= footage.length; start += clipFrames.length / 2) {
    const stretch = footage.slice(start, start + clipFrames.length);
    clips.push({ kind: 'normal', pictures: stretch, abnormal: stretch.map(() => false) });
    for (const fault of timeFaults) {
      const clip = alteredTime(footage, start, { fault, when: happeningIn(random) });
      if (clip) clips.push(clip);
    }
    for (const kind of pastes) {
      const piece = pieces[Math.floor(random() * pieces.length)];
      const thing = piece && { ...options, kind, piece, random };
      if (thing) clips.push(pasted(stretch, { ...pasteOf(thing), width: options.width }));
    }
  }
  return clips;
}

interface Thing extends PseudoClipOptions {
  readonly kind: (typeof pastes)[number];
  readonly piece: CutOut;
  readonly random: () => number;
}

function pasteOf({ kind, piece, random, width, height }: Thing) {
  const between = (least: number, most: number) => least + random() * (most - least);
  const sign = random() < 0.5 ? -1 : 1;
  const when = happeningIn(random);
  const x = between(0, width);
  if (kind === 'thrown' || kind === 'left' || kind === 'box') {
    const side = Math.round(kind === 'thrown' ? between(4, 8) : between(7, 16));
    const speed = { thrown: between(8, 16), left: 0, box: between(3, 6) }[kind] * sign;
    const y = between(height * 0.35, height * 0.85);
    const rise = kind === 'thrown' ? between(8, 14) : 0;
    const fall = kind === 'thrown' ? 2.5 : 0;
    const path: Path = (t) => ({ x: x + speed * t, y: y - rise * t + fall * t * t });
    return { kind, what: texture(side, random), scale: 1, path, when };
  }
  const speed =
    {
      walker: between(2, 6),
      large: between(2, 6),
      runner: between(14, 24),
      bouncing: between(0, 3),
    }[kind] * sign;
  const away = kind === 'runner' ? 0 : between(12, 30) * (random() < 0.5 ? -1 : 1);
  const y = Math.min(height - piece.height / 2, Math.max(piece.height / 2, piece.row + away));
  const path: Path = (t) => ({
    x: kind === 'runner' ? (((x + speed * t) % width) + width) % width : x + speed * t,
    y: kind === 'bouncing' ? y - 8 * Math.abs(Math.sin(1.1 * t)) : y,
  });
  const scale = kind === 'large' ? between(1.7, 2.6) : between(0.9, 1.3);
  return { kind, what: piece, scale, path, when };
}

function texture(side: number, random: () => number): Omit<CutOut, 'row'> {
  const grey = random() * 255;
  const noisy = () => Math.max(0, Math.min(255, grey + (random() + random() - 1) * 60));
  const pixels = Uint8Array.from({ length: side * side }, noisy);
  return { width: side, height: side, pixels, mask: new Uint8Array(side * side).fill(1) };
}
