import { expect, test } from 'vitest';
import { feedbackCommand } from './feedback-command.ts';

test('is what can be typed where the report was made', () => {
  expect(
    feedbackCommand({ modelPath: 'models/lobby.onnx', outputFolder: 'report/', number: 3 }),
  ).toBe('presage feedback models/lobby.onnx --normal report/events/3');
});

test('quotes what a shell would take apart', () => {
  expect(
    feedbackCommand({ modelPath: "o'hare $1.onnx", outputFolder: 'my report', number: 1 }),
  ).toBe(String.raw`presage feedback 'o'\''hare $1.onnx' --normal 'my report/events/1'`);
});
