import { readdirSync, readFileSync } from 'node:fs';

/** Children of this process that exist, ended but not reaped ones included. Linux only. */
export function liveChildren(): string[] {
  return readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8')
      .split(' ')
      .filter((pid) => pid !== ''),
  );
}

/** True where the machine tells a process's children. */
export function tellsChildren(): boolean {
  try {
    liveChildren();
    return true;
  } catch {
    return false;
  }
}
