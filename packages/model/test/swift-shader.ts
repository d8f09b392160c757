import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

/** Debian's `chromium` brings a Vulkan driver that computes on the CPU, and a loader for it. */
const folder = '/usr/lib/chromium';
const driver = `${folder}/vk_swiftshader_icd.json`;

/** Why WebGPU cannot run here, if so. */
export const swiftShaderMissing: string | undefined = existsSync(driver)
  ? undefined
  : `WebGPU needs a GPU or SwiftShader, and ${driver} is not there`;

/**
 * Runs a program of this folder in a process that finds SwiftShader and nothing else, as an
 * environment counts only before Vulkan is loaded. Resolves to the JSON that it writes last.
 */
export async function runOnSwiftShader(program: string): Promise<unknown> {
  const path = new URL(program, import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@presage/source', '--expose-gc', path],
    {
      env: {
        ...process.env,
        VK_ICD_FILENAMES: driver,
        VK_DRIVER_FILES: driver,
        LD_LIBRARY_PATH: folder,
        XDG_RUNTIME_DIR: tmpdir(),
      },
    },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null');
}
