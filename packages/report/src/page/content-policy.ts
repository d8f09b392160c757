import { createHash } from 'node:crypto';
import { trusted, type SafeHtml } from '../html.ts';

/** Scripts made safe to stand in a page. */
export function pageScripts(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.replaceAll('</script', '<\\/script'));
}

// Made without the template: the policy names each script by its hash, to the last blank.
/** A script element of one of {@link pageScripts}. */
export const scriptElement = (text: string): SafeHtml => trusted(`<script>${text}</script>`);

/** Styles as they may stand in a page. */
export const styleText = (text: string): SafeHtml =>
  trusted(text.replaceAll('</style', '<\\/style'));

/** A content policy that forbids every request but the videos beside the page, and every script but these. */
export function contentPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    'img-src data:',
    "media-src 'self' file:",
    "style-src 'unsafe-inline'",
    `script-src ${hashes.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
