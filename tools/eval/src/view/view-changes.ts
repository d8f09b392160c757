import type { ViewFault } from '@presage/anomaly';

/** Seconds of a film in which its view is changed. */
export interface ChangedSpan {
  readonly start: number;
  readonly end: number;
}

/** Something that is done to a camera's view for some time. */
export interface ViewChange {
  readonly name: string;
  /** What it is, or that it is nothing of the kind. */
  readonly fault: ViewFault | 'none';
  /**
   * ffmpeg's filters from the picture as it is to the picture as it is then, of the same size, for a
   * picture `width` pixels wide and the seconds of the film in which it is shown.
   */
  readonly filters: (width: number, span: ChangedSpan) => string;
  /** Seconds until it is whole, where it does not come at once. */
  readonly comesIn?: number;
  /** H.264's constant rate factor of the film. Default 23. */
  readonly crf?: number;
}

const filled = (color: string) => `drawbox=color=${color}:t=fill`;
/** The camera looks so far to one side, in parts of the picture. */
const turned = (part: number) =>
  `crop=w=iw-floor(iw*${part}):h=ih-floor(ih*${part}):x=floor(iw*${part}):y=0,scale=w=iw/(1-${part}):h=ih/(1-${part})`;
/** Out of focus by a part of the picture's width. */
const blurred = (part: number) => (width: number) => `gblur=sigma=${(width * part).toFixed(2)}`;

/** Faults, and what must not be taken for one. */
export const viewChanges: readonly ViewChange[] = [
  { name: 'black', fault: 'black', filters: () => filled('black') },
  {
    name: 'lens covered in the dark, with noise',
    fault: 'black',
    filters: () => `${filled('black')},noise=alls=8:allf=t`,
  },
  { name: 'covered in grey', fault: 'covered', filters: () => filled('gray') },
  {
    name: 'a hand before the lens',
    fault: 'covered',
    filters: (width) => `gblur=sigma=${width / 6},eq=contrast=0.3:brightness=-0.2`,
  },
  {
    name: 'covered slowly, over 3 s',
    fault: 'covered',
    comesIn: 3,
    filters: (_, { start }) =>
      `split[sharp][hidden];[hidden]${filled('gray')}[grey];[sharp][grey]blend=all_expr='A+(B-A)*clip((T-${start})/3,0,1)'`,
  },
  {
    name: 'the same frame again and again',
    fault: 'frozen',
    filters: (_, { start }) => `trim=end=${start}`,
  },
  { name: 'turned by 4 % of the picture', fault: 'moved', filters: () => turned(0.04) },
  { name: 'turned by 10 %', fault: 'moved', filters: () => turned(0.1) },
  { name: 'turned by 25 %', fault: 'moved', filters: () => turned(0.25) },
  { name: 'tilted by 3°', fault: 'moved', filters: () => 'rotate=3*PI/180' },
  { name: 'tilted by 10°', fault: 'moved', filters: () => 'rotate=10*PI/180' },
  { name: 'another scene', fault: 'moved', filters: () => 'hflip,vflip' },
  { name: 'blurred by 1/128', fault: 'out-of-focus', filters: blurred(1 / 128) },
  { name: 'blurred by 1/64', fault: 'out-of-focus', filters: blurred(1 / 64) },
  { name: 'blurred by 1/32', fault: 'out-of-focus', filters: blurred(1 / 32) },
  { name: 'nothing', fault: 'none', filters: () => 'null' },
  { name: 'darker', fault: 'none', filters: () => 'eq=brightness=-0.3' },
  { name: 'brighter', fault: 'none', filters: () => 'eq=brightness=0.25' },
  { name: 'less contrast', fault: 'none', filters: () => 'eq=contrast=0.4' },
  {
    name: 'night: dark, noisy',
    fault: 'none',
    filters: () => 'eq=contrast=0.25:brightness=-0.3,noise=alls=12:allf=t',
  },
  {
    name: 'infrared: grey, brighter at once',
    fault: 'none',
    filters: () => 'hue=s=0,eq=gamma=1.6:brightness=0.1',
  },
  {
    name: 'dusk: darker bit by bit',
    fault: 'none',
    filters: (_, { start, end }) =>
      `eq=brightness='-0.35*clip((t-${start})/${end - start},0,1)':eval=frame`,
  },
  { name: 'noise', fault: 'none', filters: () => 'noise=alls=25:allf=t' },
  { name: 'strong compression', fault: 'none', crf: 38, filters: () => 'null' },
  {
    name: 'a grey lorry over half of the picture',
    fault: 'none',
    filters: () => 'drawbox=w=iw/2:h=ih:color=0x808890:t=fill',
  },
  {
    name: 'a painted lorry over half of the picture',
    fault: 'none',
    filters: () =>
      'split[scene][other];[other]vflip,crop=w=iw/2:h=ih:x=0:y=0[lorry];[scene][lorry]overlay',
  },
];
