import { Option, type Command } from 'commander';
import type { CommandRunner } from '../frame/command-runner.ts';
import { collect } from '../import/collect.ts';
import { numbersOption, rangeOption } from '../import/elements-option.ts';
import type { ImportFlags } from '../import/import-flags.ts';
import { pairOption } from '../import/pair-option.ts';
import { sizesOption } from '../import/sizes-option.ts';
import { addRequiredOption } from '../options/add-required-option.ts';
import { numberOption } from '../options/number-option.ts';

const example = `
Which framework a file is from, its content says. Keras files say all there is to know; files of
PyTorch and safetensors hold weights alone: common ConvLSTM networks are told by the names of their
tensors, others need --spec, a network spec in JSON whose layers are named as the modules in the file,
or that says under "weights" which tensor each weight comes from.

Examples:
  $ presage import convlstm.keras --model convlstm.onnx
  $ presage import convlstm_best.pth --size 32x24 --model rain.onnx
  $ presage import autoencoder.pth --spec autoencoder.json --model room.onnx \\
      --frames gray8 --frame-rate 5 --target next --patch 8 --elements -1..1
  $ presage import step.onnx --states h=h_out,c=c_out --constant rate=16000 --model step-presage.onnx`;

const whole = numberOption({ min: 0, integer: true });

/** `presage import <file> --model out.onnx` */
export function addImportCommand(program: Command, run: CommandRunner): void {
  const command = program
    .command('import')
    .description('make a model of a network from Keras, PyTorch, safetensors or ONNX')
    .argument('<file>', 'the network: .keras, .h5, .pth, .pt, .safetensors or .onnx');
  addRequiredOption(command, '-m, --model <file>', 'where the model goes (.onnx)');
  command
    .option('--size <width>x<height>', 'size of the maps, where the file does not say', sizesOption)
    .option(
      '--shape <channels>x<sizes>',
      'shape of one input, where the file does not say: 10x24x32 is 10 channels, 24 high',
      sizesOption,
    )
    .option('--spec <file>', 'a network spec (JSON), for a file that holds weights alone')
    .option('--weights <path>', 'which set of weights, where the file holds several')
    .option('--gates <order>', 'order of the gates in fused kernels: ifog, ifgo, … or zr, rz')
    .option(
      '--forget-bias <number>',
      'what the code of a PyTorch network adds to its forget gates: 1',
      numberOption({}),
    )
    .option('--states <pairs>', 'state pairs of an ONNX step model: input=output,…', pairOption)
    .option('-y, --yes', 'take state pairs that were guessed, without asking')
    .option(
      '--constant <input=number>',
      'an input of an ONNX model that never changes; may be given again',
      collect,
    )
    .option('--input <name>', 'the input of an ONNX model that takes the data')
    .option(
      '--dimension <name=size>',
      'a size that an ONNX model leaves open; may be given again',
      collect,
    )
    .addOption(
      new Option('--frames <format>', 'take frames of video in place of arrays').choices([
        'gray8',
        'rgb24',
      ]),
    )
    .option('--frame-rate <a second>', 'frames a second, with --frames', numberOption({ above: 0 }))
    .addOption(
      new Option('--target <frame>', 'what the output is compared with, with --frames').choices([
        'next',
        'same',
        'none',
      ]),
    )
    .option(
      '--patch <pixels>',
      'side of the patches that errors are averaged over, with --target',
      numberOption({ min: 1, integer: true }),
    )
    .option(
      '--elements <range>',
      'what the network takes for black..white, with --frames: -1..1, 0..255 (default: 0..1)',
      rangeOption,
    )
    .option(
      '--mean <numbers>',
      'in place of --elements: taken from elements 0..1; one number, or one a channel: 0.5,0.5,0.4',
      numbersOption,
    )
    .option('--deviation <numbers>', 'with --mean: what they are then divided by', numbersOption)
    .option('--warm-up <steps>', 'steps after a reset that are not judged', whole)
    .addHelpText('after', example)
    .action((file: string, flags: ImportFlags) =>
      run(command, async (context) => {
        const { runImport } = await import('../import/run-import.ts');
        return runImport({ file, flags, context });
      }),
    );
}
