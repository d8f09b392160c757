import { unzipSync, type UnzipFileInfo } from 'fflate';

/** The files in a zip archive; each is unpacked when it is asked for. */
export interface ZipEntries {
  readonly names: readonly string[];
  /** Throws RangeError where there is no such file, or its bytes are damaged. */
  read(name: string): Uint8Array;
}

/** Far more files than an archive of weights has. */
const mostEntries = 20_000;
/** What one file may hold. */
const largestEntry = 2 ** 31;
/** Weights hardly get smaller; what does so by more is made to fill memory, unless it is small. */
const largestRatio = 20;
const alwaysFits = 2 ** 26;

/** Whether bytes begin as a zip archive does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/**
 * Opens a zip archive, zip64 too. Throws RangeError where the bytes are none, and for an archive
 * with more files, or larger ones, than weights can need.
 */
export function openZip(bytes: Uint8Array): ZipEntries {
  const infos = new Map<string, UnzipFileInfo>();
  let seen = 0;
  unzip(bytes, (info) => {
    seen += 1;
    if (seen > mostEntries) throw new RangeError(`more than ${mostEntries} files in the archive`);
    if (infos.has(info.name)) throw new RangeError(`two files ${info.name} in the archive`);
    infos.set(info.name, info);
    return false;
  });
  return {
    names: [...infos.keys()],
    read(name) {
      const info = infos.get(name);
      if (!info) throw new RangeError(`the archive holds no ${name}`);
      const { size, originalSize, compression } = info;
      const possible = compression === 0 ? size : Math.max(size * largestRatio, alwaysFits);
      if (size > bytes.length || originalSize > Math.min(possible, largestEntry)) {
        throw new RangeError(`${name} cannot hold the ${originalSize} bytes that it claims`);
      }
      const content = unzip(bytes, (each) => each.name === name)[name];
      if (content?.length !== originalSize) throw new RangeError(`${name} is cut off`);
      return content;
    },
  };
}

function unzip(
  bytes: Uint8Array,
  filter: (info: UnzipFileInfo) => boolean,
): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RangeError(`the zip archive is damaged (${reason})`, { cause: error });
  }
}
