const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/?#'"]*)@/giu;
const secretParameter = /([?&;](?:[^=&#\s]*(?:pass|passwd|password|pwd|token|secret|key|auth|sig|signature)[^=&#\s]*)=)[^&#\s'"]*/giu;

/**
 * Takes passwords out of URLs anywhere in a text: `rtsp://user:pass@host/?token=x` becomes
 * `rtsp://user:***@host/?token=***`. For every message, log line and process title that may hold
 * a camera's address.
 */
export function redact(text: string): string {
  return text
    .replace(userInfo, (_, scheme: string, info: string) => {
      const colon = info.indexOf(':');
      return colon < 0 ? `${scheme}***@` : `${scheme}${info.slice(0, colon)}:***@`;
    })
    .replace(secretParameter, '$1***');
}
