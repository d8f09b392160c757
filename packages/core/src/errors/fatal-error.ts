import { PresageError } from './presage-error.ts';

/** Neither another try nor another setting helps: a worker died, a library broke its promise. */
export class FatalError extends PresageError {}
