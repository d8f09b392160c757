/** When something strange is in a video, in seconds. */
export interface StrangeSpan {
  readonly start: number;
  readonly end: number;
}

/** The picture it is put into, and where. */
export interface StrangePlace {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Its upper edge, and its left edge where it stands still, as shares of the free picture. */
  readonly down: number;
  readonly across: number;
}

/** Something that does not belong into normal footage. */
export interface StrangeThing {
  readonly name: string;
  readonly seconds: number;
  /** Puts it into `[0:v]`, in ffmpeg's syntax, as `[out]`. */
  graph(span: StrangeSpan, place: StrangePlace): string;
}

const between = ({ start, end }: StrangeSpan) => `between(t,${start},${end})`;

/** A pattern of light and dark tiles with this share of the picture's height as its side. */
function tiles(share: number, { height }: StrangePlace): string {
  const side = 4 * Math.max(2, Math.round((share * height) / 4));
  const lum = `if(mod(floor(X/${side / 4})+floor(Y/${side / 4}),2),235,40)`;
  return `color=black:s=${side}x${side}:r=10,format=yuv420p,geq=lum='${lum}':cb=128:cr=128[thing]`;
}

const crossing = (span: StrangeSpan) =>
  `x='(W-w)*(t-${span.start})/${span.end - span.start}':eval=frame`;

/** What is put in, from what nobody can miss to what is hard to see. */
export const strangeThings: readonly StrangeThing[] = [
  {
    name: 'camera knocked for a second',
    seconds: 1,
    graph: (span, { width, height }) => {
      const [x, y] = [2 * Math.round(width / 30), 2 * Math.round(height / 40)];
      const shifted = `pad=iw+${x}:ih+${y}:0:0,crop=iw-${x}:ih-${y}:${x}:${y}`;
      return `[0:v]format=yuv420p,split[well][then];[then]${shifted}[knocked];[well][knocked]overlay=enable='${between(span)}'[out]`;
    },
  },
  {
    name: 'large box crossing in 3 s',
    seconds: 3,
    graph: (span, place) =>
      `${tiles(0.22, place)};[0:v][thing]overlay=${crossing(span)}:y=(H-h)*${place.down}:enable='${between(span)}':shortest=1[out]`,
  },
  {
    name: 'small box crossing in 4 s',
    seconds: 4,
    graph: (span, place) =>
      `${tiles(0.12, place)};[0:v][thing]overlay=${crossing(span)}:y=(H-h)*${place.down}:enable='${between(span)}':shortest=1[out]`,
  },
  {
    name: 'thing left lying for 8 s',
    seconds: 8,
    graph: (span, place) =>
      `${tiles(0.15, place)};[0:v][thing]overlay=x=(W-w)*${place.across}:y=(H-h)*${place.down}:enable='${between(span)}':shortest=1[out]`,
  },
];
