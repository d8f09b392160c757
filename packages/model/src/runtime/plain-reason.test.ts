import { expect, test } from 'vitest';
import { plainReason } from './plain-reason.ts';

test.for([
  {
    said: 'Load model failed:/onnxruntime_src/onnxruntime/core/graph/model.cc:181 onnxruntime::Model::Model(onnx::ModelProto&&, const onnxruntime::PathString&) Unsupported model IR version: 99, max supported IR version: 11\n',
    is: 'Load model failed: Unsupported model IR version: 99, max supported IR version: 11',
  },
  {
    said: 'Exception: /onnxruntime_src/core/tensor.cc:12 onnxruntime::common::Status onnxruntime::Reshape::Compute(onnxruntime::OpKernelContext*) const Shape (1,2)\nwas false.\n',
    is: 'Exception: Shape (1,2) was false',
  },
  {
    said: 'Node (step) has input size 2 not in range [min=1, max=1].',
    is: 'Node (step) has input size 2 not in range [min=1, max=1]',
  },
])('$is', ({ said, is }) => {
  expect(plainReason(said)).toBe(is);
});
