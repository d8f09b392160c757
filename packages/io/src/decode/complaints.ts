/** How often ffmpeg complained about a file's data, and how it put it first. */
export interface Complaints {
  readonly count: number;
  readonly first: string | undefined;
}

/** Counts the lines of stderr that say that data could not be decoded. */
export interface ComplaintCounter extends Complaints {
  read(line: string): void;
}

const complaint =
  /error|corrupt|invalid|conceal|damaged|truncat|missing|illegal|overread|out of range|not found|unavailable/iu;
/** The description of the file at the start, which may hold any word in its metadata. */
const description = /^(?:\s|Input #|Output #|Stream mapping)/u;
const harmless = /monoton|deprecated|reorder buffer|max_analyze_duration|probesize/iu;
const repeated = /^\s*Last message repeated (\d+) times/u;

/** Starts at zero. */
export function createComplaintCounter(): ComplaintCounter {
  let count = 0;
  let first: string | undefined;
  let complained = false;
  return {
    read(line) {
      const again = repeated.exec(line);
      if (again) {
        if (complained) count += Number(again[1]);
        return;
      }
      complained = !description.test(line) && complaint.test(line) && !harmless.test(line);
      if (!complained) return;
      count += 1;
      first ??= line.replace(/ @ 0x[0-9a-f]+\]/u, ']').trim();
    },
    get count() {
      return count;
    },
    get first() {
      return first;
    },
  };
}
