import { readdir, readFile } from 'node:fs/promises';

/** Command lines of the processes that name `text`. Empty where the system has no /proc. */
export async function runningWith(text: string): Promise<string[]> {
  const names = await readdir('/proc').catch(() => []);
  const lines = await Promise.all(
    names
      .filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid)
      .map((name) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(text)).map((line) => line.replaceAll('\0', ' '));
}
