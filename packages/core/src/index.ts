export { systemClock, type Clock } from './clock.ts';
export { FatalError } from './errors/fatal-error.ts';
export { InputError } from './errors/input-error.ts';
export { PresageError, type PresageErrorOptions } from './errors/presage-error.ts';
export { TransientError } from './errors/transient-error.ts';
export {
  bytesPerPixel,
  type Discontinuity,
  type Frame,
  type FrameData,
  type PixelFormat,
} from './frame.ts';
export {
  createFrameLedger,
  type DropReason,
  type FrameFate,
  type FrameLedger,
  type LedgerSnapshot,
} from './frame-ledger.ts';
export { silentLogger, type LogFields, type Logger } from './logger.ts';
export { createMailbox, type Delivery, type Mailbox, type MailboxOptions } from './mailbox.ts';
export type { FrameNeeds, Plugin, StreamContext } from './plugin.ts';
export { processFrames } from './process-frames.ts';
export { redact } from './redact.ts';
