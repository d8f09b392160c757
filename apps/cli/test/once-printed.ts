type Stop = (signal: NodeJS.Signals) => void;

/** For `onStderr`: acts when a text has been printed, the first time. */
export function oncePrinted(
  text: string,
  act: (stop: Stop) => void,
): (soFar: string, stop: Stop) => void {
  let done = false;
  return (soFar, stop) => {
    if (done || !soFar.includes(text)) return;
    done = true;
    act(stop);
  };
}
