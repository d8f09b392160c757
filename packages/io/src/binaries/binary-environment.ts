import type { Binary } from './binary.ts';

/**
 * What a binary gets for an environment. A static glibc build that loads the machine's character
 * set modules crashes on every MPEG transport stream (the names of its services are converted), so
 * it is shown none.
 */
export function binaryEnvironment({ version }: Binary): NodeJS.ProcessEnv {
  return version.endsWith('-static') ? { ...process.env, GCONV_PATH: '/nonexistent' } : process.env;
}
