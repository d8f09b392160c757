import { readFileSync } from 'node:fs';

/** The version in this package's package.json, which lies beside both `src` and `dist`. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const found = manifest instanceof Object && 'version' in manifest ? manifest.version : undefined;
  return typeof found === 'string' ? found : 'unknown';
}
