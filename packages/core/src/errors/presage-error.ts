import { redact } from '../redact.ts';
import { redactFields } from '../redact-fields.ts';

const marker = Symbol.for('presage.error');

export interface PresageErrorOptions {
  /** Stable, for programs: `video-unreadable`, `model-newer`. */
  readonly code: string;
  /** For a person: the rule, the value got, what to do. Passwords in URLs are taken out. */
  readonly message: string;
  readonly cause?: unknown;
  /** Facts for programs. Passwords in URLs are taken out of their texts. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * Base of every error Presage throws on purpose. What the caller can do about it is the subclass:
 * {@link InputError} change something, {@link TransientError} try again, {@link FatalError} give up.
 */
export abstract class PresageError extends Error {
  readonly code: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly [marker] = true;

  constructor(options: PresageErrorOptions) {
    super(
      redact(options.message),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = new.target.name;
    this.code = options.code;
    this.fields = redactFields(options.fields ?? {});
  }

  /** True also for an error made by another copy of this package. */
  static isInstance(error: unknown): error is PresageError {
    return error instanceof Error && marker in error;
  }
}
