import { expect, test } from 'vitest';
import { deviceVerdict, inWords } from './device-verdict.ts';

const auto = { fasterThanCpu: true, allowed: 1e-3 };
const byName = { fasterThanCpu: false, allowed: 1e-3 };
const figures = { difference: 1e-6, deviceMs: 16.04, cpuMs: 0.2249 };

test('a device that is slower than the CPU runs by name only, and both figures are told', () => {
  expect(deviceVerdict('webgpu', { value: figures }, auto)).toEqual({
    device: 'webgpu',
    runs: false,
    reason: 'slower than the CPU: 16 ms a step against 0.22 ms',
    stepMs: 16.04,
  });
  expect(deviceVerdict('webgpu', { value: figures }, byName)).toMatchObject({
    runs: true,
    reason: 'a step ran in 16 ms, on the CPU 0.22 ms',
  });
});

test('a wrong answer is told with how far it is off, and never runs', () => {
  const wrong = { ...figures, difference: 0.0312, deviceMs: 0.1 };
  expect(deviceVerdict('cuda', { value: wrong }, byName)).toEqual({
    device: 'cuda',
    runs: false,
    reason:
      "wrong answer: off from the CPU's by 3.1e-2 of the largest value, where 0.001 is allowed",
  });
  const none = { ...figures, difference: Number.NaN };
  expect(deviceVerdict('cuda', { value: none }, auto)).toMatchObject({
    runs: false,
    reason: 'wrong answer: not a number where the CPU gives one',
  });
});

test('what ONNX Runtime says is told in words', () => {
  expect(
    inWords(
      '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::WebGpuContext::Initialize(const onnxruntime::webgpu::WebGpuContextConfig&)::<lambda()> adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters\n',
    ),
  ).toBe('no GPU, or no driver for it that WebGPU can use (on Linux: Vulkan)');
  expect(
    inWords(
      'Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared object file: No such file or directory',
    ),
  ).toBe('cannot start: libcublasLt.so.12 is not installed on this machine');
  expect(
    inWords(
      'shader_helper.cc:416 GenerateSourceCode Program Transpose requires f16 but the device does not support it.',
    ),
  ).toBe('this GPU does not compute in float16, as the model does');
  expect(inWords('out of memory')).toBe('failed: out of memory');
});
