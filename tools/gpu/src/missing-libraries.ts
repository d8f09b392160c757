import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Which of these the dynamic linker would not find, by its cache and `LD_LIBRARY_PATH`. */
export function missingLibraries(
  names: readonly string[],
  cache: string = linkerCache(),
  paths: readonly string[] = (process.env['LD_LIBRARY_PATH'] ?? '').split(':').filter(Boolean),
): string[] {
  const known = new Set([...cache.matchAll(/^\s*(\S+) \(/gmu)].map(([, name]) => name));
  return names.filter(
    (name) => !known.has(name) && !paths.some((path) => existsSync(join(path, name))),
  );
}

function linkerCache(): string {
  for (const program of ['ldconfig', '/sbin/ldconfig']) {
    try {
      return execFileSync(program, ['-p'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch {
      // Not there, or not allowed: the next, or nothing known.
    }
  }
  return '';
}
