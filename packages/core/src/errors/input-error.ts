import { PresageError } from './presage-error.ts';

/** What was asked for cannot be done as asked: the caller must change an option, a file, a setting. */
export class InputError extends PresageError {}
