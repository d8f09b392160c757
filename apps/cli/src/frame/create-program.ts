import { Command, type OutputConfiguration } from 'commander';
import { addCalibrateCommand } from '../commands/calibrate-command.ts';
import { addDemoCommand } from '../commands/demo-command.ts';
import { addDoctorCommand } from '../commands/doctor-command.ts';
import { addEvalCommand } from '../commands/eval-command.ts';
import { addFeedbackCommand } from '../commands/feedback-command.ts';
import { addHelpCommand } from '../commands/help-command.ts';
import { addImportCommand } from '../commands/import-command.ts';
import { addInspectCommand } from '../commands/inspect-command.ts';
import { addLearnCommand } from '../commands/learn-command.ts';
import { addQuantizeCommand } from '../commands/quantize-command.ts';
import { addRollbackCommand } from '../commands/rollback-command.ts';
import { addReplayCommand } from '../commands/replay-command.ts';
import { addReviewCommand } from '../commands/review-command.ts';
import { addScoreCommand } from '../commands/score-command.ts';
import { addThresholdCommand } from '../commands/threshold-command.ts';
import { addVersionsCommand } from '../commands/versions-command.ts';
import { addZonesCommand } from '../commands/zones-command.ts';
import { addGlobalOptions } from '../options/global-options.ts';
import type { CommandRunner } from './command-runner.ts';
import { packageVersion } from './package-version.ts';

const overview = `
Examples:
  $ presage doctor
  $ presage learn lobby-monday.mp4 --model lobby.onnx
  $ presage score lobby-tuesday.mp4 --model lobby.onnx --out report/

Exit status: 0 done, 1 failed, 2 bad usage, 130 interrupted.`;

/** The command line, all of it. Throws CommanderError where commander would end the process. */
export function createProgram(run: CommandRunner, output: OutputConfiguration): Command {
  const program = new Command('presage')
    .description(
      'Learns what normal looks like on a camera, and tells when it stops looking like it.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput(output)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', overview);
  addGlobalOptions(program);
  addDemoCommand(program, run);
  addLearnCommand(program, run);
  addReviewCommand(program, run);
  addScoreCommand(program, run);
  addFeedbackCommand(program, run);
  addVersionsCommand(program, run);
  addRollbackCommand(program, run);
  addEvalCommand(program, run);
  addZonesCommand(program, run);
  addImportCommand(program, run);
  addCalibrateCommand(program, run);
  addThresholdCommand(program, run);
  addReplayCommand(program, run);
  addQuantizeCommand(program, run);
  addInspectCommand(program, run);
  addDoctorCommand(program, run);
  addHelpCommand(program);
  return program;
}
