import { Option } from 'commander';

/** `--zones`: the file of masks and zones; {@link readZones} reads it. */
export function zonesOption(): Option {
  return new Option(
    '--zones <file>',
    'masks (left out) and zones (named in events) drawn on the picture, see `presage zones`',
  );
}
