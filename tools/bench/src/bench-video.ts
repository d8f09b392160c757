import { fileURLToPath } from 'node:url';

/** The demo's clip: a street, 768×576 H.264, 80 s at 10 frames a second. */
const demoClip = fileURLToPath(new URL('../../../apps/cli/assets/vtest.mp4', import.meta.url));

/** A real video to measure on. */
export const benchVideo = process.env['PRESAGE_BENCH_VIDEO'] ?? demoClip;
