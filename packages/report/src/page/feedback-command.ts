import { join } from 'node:path';
import { eventsFolder } from '../event-folder.ts';

/** The command that tells the model that an event was normal, to be typed where the report was made. */
export function feedbackCommand(of: {
  readonly modelPath: string;
  readonly outputFolder: string;
  readonly number: number;
}): string {
  const folder = join(of.outputFolder, eventsFolder, `${of.number}`);
  return `presage feedback ${quoted(of.modelPath)} --normal ${quoted(folder)}`;
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
