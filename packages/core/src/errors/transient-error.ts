import { PresageError } from './presage-error.ts';

/** It may work another time: a camera that does not answer, a disk that is full for the moment. */
export class TransientError extends PresageError {}
