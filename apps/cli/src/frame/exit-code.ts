/** What the process answers with. */
export const exitCode = {
  /** Done. */
  done: 0,
  /** It could not be done, or what was asked to be found was not found. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** Stopped by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
} as const;
