import { html, type SafeHtml } from '../html.ts';
import type { PictureZone, PictureZones } from '../watch-result.ts';

/** Masks and zones to lie over a picture of so many pixels. */
export function zoneOverlay(
  { masks, zones }: PictureZones,
  { width, height }: { readonly width: number; readonly height: number },
): SafeHtml | undefined {
  if (masks.length + zones.length === 0) return undefined;
  const scale = { width: 1000, height: (1000 * height) / width };
  const shape = (kind: string) => (zone: PictureZone) => {
    const corners = zone.polygon.map(([x, y]) => [x * scale.width, y * scale.height] as const);
    const label = corners.reduce((a, b) => (b[1] < a[1] ? b : a));
    return html`<polygon
        class="${kind}"
        points="${corners.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}"
      />
      <text
        x="${Math.min(scale.width - 20, Math.max(8, label[0])).toFixed(1)}"
        y="${Math.min(scale.height - 8, label[1] + 34).toFixed(1)}"
        text-anchor="${label[0] > scale.width * 0.75 ? 'end' : 'start'}"
        >${zone.name}</text
      >`;
  };
  return html`<svg
    class="zones"
    viewBox="0 0 ${scale.width} ${scale.height.toFixed(1)}"
    aria-hidden="true"
  >
    <defs>
      <pattern
        id="masked"
        width="14"
        height="14"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="5" height="14" class="mask-hatch" />
      </pattern>
    </defs>
    ${masks.map(shape('mask'))} ${zones.map(shape('zone'))}
  </svg>`;
}
