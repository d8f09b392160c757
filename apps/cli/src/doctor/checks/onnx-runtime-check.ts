import type { Check } from '../finding.ts';

/** Does ONNX Runtime's native library load, and what does this build of it offer? */
export const onnxRuntimeCheck: Check = {
  name: 'ONNX Runtime',
  async run() {
    process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
    const { env, listSupportedBackends } = await import('onnxruntime-node');
    const version = env.versions.node ?? env.versions.common;
    const backends = listSupportedBackends().map(({ name, bundled }) => ({ name, bundled }));
    const names = backends.map(({ name, bundled }) => (bundled ? name : `${name} (not installed)`));
    return {
      status: 'ok',
      summary: `${version}, built for ${names.join(', ')}`,
      facts: { version, backends },
    };
  },
};
