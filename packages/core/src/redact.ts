// A host with its port before a closing quotation mark is no user with a password.
const userAndPassword = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s/?#'":]*):(?!\d+['"])[^\s/?#]*@/giu;
/** The name may be a token. */
const userAlone = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#'":]*@/giu;
// What people type: `/`, `?` and `#` as they are in a password. A port is no password.
const barePassword =
  /\b([a-z][a-z0-9+.-]*:\/\/[^\s/?#'"@:[]+:)(?!\d+[/?#])[^\s/?#@]*[/?#](?:(?!:\/\/)\S)*@/giu;
// A quotation mark that ends a word closes a quotation. Also in a path: `/user=admin_password=x_channel=1`, as some cameras want it.
const secretParameter =
  /((?:[?&;][^=&#\s]{0,40}(?:key|auth|sig)|pas|pwd|psw|token|secret)[^=&#\s]{0,40}=)(?:[^&#\s'"]|['"](?![\s,:;.)}\]]|$))*/giu;

/**
 * Takes passwords out of URLs anywhere in a text: `rtsp://user:pass@host/?token=x` becomes
 * `rtsp://user:***@host/?token=***`. For every message, log line and process title that may hold
 * a camera's address.
 */
export function redact(text: string): string {
  return text
    .replace(userAlone, '$1***@')
    .replace(userAndPassword, (_, scheme: string, user: string) => {
      // A name with an `@` in it may be half a password.
      return `${scheme}${user.includes('@') ? '***' : user}:***@`;
    })
    .replace(barePassword, '$1***@')
    .replace(secretParameter, '$1***');
}
