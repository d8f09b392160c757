"""A network spec as PyTorch would run it on a stream: the reference for a step.

The first line on stdin is a task as JSON: spec, weights and frames (paths), results (a path to
write to), threads. The weights are a safetensors file, the frames follow each other as bytes.
Answered is what PyTorch this is, once the errors and states after the last frame, of each form,
are in `results`. Every later line is [form, steps]; the answer is milliseconds a step.

Forms: `asWritten`, with PyTorch's own transposed convolution; `subPixel`, with each rewritten by
hand as a convolution and a pixel shuffle, which PyTorch runs faster. Of each form the fastest way
to run it is taken: eager, traced or frozen, pixels or channels first, one or two gate convolutions.
"""

import copy
import itertools
import json
import struct
import sys
import time
import warnings

import numpy
import torch
from torch import nn
from torch.nn import functional as F

from network import ACTIVATIONS, ConvLstm, ConvTranspose, Network, per_axis

LAYOUTS = (torch.contiguous_format, torch.channels_last)
MODES = ("eager", "traced", "frozen")
FORMS = ("asWritten", "subPixel")


class SubPixel(nn.Module):
    """A transposed convolution as one convolution that gives every phase, and a pixel shuffle."""

    def __init__(self, transposed):
        super().__init__()
        weight, bias = transposed.conv.weight.data, transposed.conv.bias.data
        self.stride, self.crop = transposed.conv.stride[0], transposed.crop
        self.pads = transposed.conv.padding
        self.kernel, self.more = transposed.conv.kernel_size, transposed.conv.output_padding
        inputs, outputs, kernel, _ = weight.shape
        taps, s = -(-kernel // self.stride), self.stride
        whole = torch.zeros(inputs, outputs, taps * s, taps * s)
        whole[:, :, :kernel, :kernel] = weight
        phases = whole.reshape(inputs, outputs, taps, s, taps, s).flip(2, 4)
        phases = phases.permute(1, 3, 5, 0, 2, 4).reshape(outputs * s * s, inputs, taps, taps)
        self.conv = nn.Conv2d(inputs, outputs * s * s, taps, padding=taps - 1)
        self.conv.weight.data = phases.contiguous()
        self.conv.bias.data = bias.repeat_interleave(s * s)

    def forward(self, x):
        y = F.pixel_shuffle(self.conv(x), self.stride)
        for axis in (0, 1):
            begin, kernel = self.pads[axis], self.kernel[axis]
            size = (x.shape[2 + axis] - 1) * self.stride + kernel - 2 * begin
            size += self.more[axis] - self.crop[axis]
            y = y.narrow(2 + axis, begin, size)
        return y


class StreamCell(nn.Module):
    """One step of a ConvLSTM, with one convolution over input and hidden state, or one over each."""

    def __init__(self, cell, fused):
        super().__init__()
        self.cell = cell
        whole = fused and per_axis(cell.layer["stride"]) == (1, 1)
        self.weight = None
        if whole:
            both = [cell.from_input.conv.weight.data, cell.from_hidden.conv.weight.data]
            self.weight = nn.Parameter(torch.cat(both, 1))

    def forward(self, x, h, c):
        cell = self.cell
        if self.weight is None:
            return cell.advance(cell.from_input(x) + cell.from_hidden(h), c)
        padding = [size // 2 for size in self.weight.shape[2:]]
        together = torch.cat([x, h], 1)
        gates = F.conv2d(together, self.weight, cell.from_input.conv.bias, padding=padding)
        return cell.advance(gates, c)


class Step(nn.Module):
    """A frame and the states in, the error of each patch and the next states out."""

    def __init__(self, network, spec, form, fused):
        super().__init__()
        self.spec, self.parts = spec, nn.ModuleList()
        for part in network.parts:
            if isinstance(part, ConvLstm):
                part = StreamCell(part, fused)
            elif isinstance(part, ConvTranspose) and form == "subPixel":
                part = SubPixel(part)
            self.parts.append(part)

    def forward(self, frame, *states):
        picture = frame.permute(0, 3, 1, 2).float() / 255
        x, given, kept = picture, list(states), []
        for layer, part in zip(self.spec["layers"], self.parts):
            if isinstance(part, StreamCell):
                x, c = part(x, given.pop(0), given.pop(0))
                kept += [x, c]
            else:
                x = ACTIVATIONS[layer.get("activation", "linear")](part(x))
        if self.spec["target"] == "next":
            kept.append(x)
            x = given.pop(0)
        difference = ((picture - x) ** 2).mean(1, keepdim=True)
        size = self.spec["patchSize"]
        return (F.avg_pool2d(difference, size), *kept)


def read_weights(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = numpy.frombuffer(file.read(), numpy.float32)
    header.pop("__metadata__", None)
    return {
        name: torch.from_numpy(
            data[entry["data_offsets"][0] // 4 : entry["data_offsets"][1] // 4].copy()
        ).reshape(entry["shape"])
        for name, entry in header.items()
    }


def load(network, weights, names):
    for part, name in zip(network.parts, names):
        own = {key[len(name) + 1 :]: value for key, value in weights.items() if key.startswith(name + ".")}
        if isinstance(part, ConvLstm):
            part.from_input.conv.weight.data = own["inputWeight"]
            part.from_input.conv.bias.data = own["bias"]
            part.from_hidden.conv.weight.data = own["hiddenWeight"]
            if part.peephole is not None:
                gates = ("peepholeInput", "peepholeForget", "peepholeOutput")
                part.peephole.data = torch.stack([own[gate] for gate in gates])
        elif own:
            for key, parameter in (("weight", part.conv.weight), ("bias", part.conv.bias)):
                assert parameter.shape == own[key].shape, name
                parameter.data = own[key]


class Runner:
    """A way to run a step, with its states."""

    def __init__(self, step, zeros, frames, mode, layout):
        self.frames, self.zeros, self.taken = frames, zeros, 0
        self.layout = layout
        self.step = step.eval().to(memory_format=layout)
        self.reset()
        if mode != "eager":
            self.step = torch.jit.trace(self.step, (frames[0], *self.states), check_trace=False)
        if mode == "frozen":
            self.step = torch.jit.optimize_for_inference(torch.jit.freeze(self.step))

    def reset(self):
        self.taken = 0
        self.states = [zero.contiguous(memory_format=self.layout) for zero in self.zeros]

    @torch.inference_mode()
    def take(self, count):
        for _ in range(count):
            frame = self.frames[self.taken % len(self.frames)]
            self.error, *self.states = self.step(frame, *self.states)
            self.taken += 1

    def milliseconds(self, count):
        begin = time.perf_counter()
        self.take(count)
        return (time.perf_counter() - begin) * 1000 / count


def fastest(runners):
    cost = {}
    for runner in runners:
        runner.take(4)
        cost[runner] = min(runner.milliseconds(2) for _ in range(3))
    return min(cost, key=cost.get)


def blas_in_use():
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1].rsplit("/", 1)[-1] for line in maps if "blas" in line}
    return sorted(files)


def main():
    # Sizes are the same in every step.
    warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)
    task = json.loads(sys.stdin.readline())
    spec = task["spec"]
    torch.set_num_threads(task["threads"])
    torch.set_grad_enabled(False)
    network = Network(spec)
    load(network, read_weights(task["weights"]), task["layers"])
    picture = spec["input"]
    channels = 1 if picture["format"] == "gray8" else 3
    bytes_of = numpy.fromfile(task["frames"], numpy.uint8)
    shape = (-1, 1, picture["height"], picture["width"], channels)
    frames = list(torch.from_numpy(bytes_of.reshape(shape)))
    zeros = [torch.zeros(1, *shape) for shape in task["states"]]

    best = {}
    results = []
    for form in FORMS:
        ways = itertools.product(MODES, LAYOUTS, (True, False))
        runners = [
            Runner(Step(copy.deepcopy(network), spec, form, fused), zeros, frames, mode, layout)
            for mode, layout, fused in ways
        ]
        best[form] = fastest(runners)
        best[form].reset()
        best[form].take(len(frames))
        for tensor in (best[form].error, *best[form].states):
            results.append(tensor.contiguous().numpy().astype(numpy.float32).ravel())
    numpy.concatenate(results).tofile(task["results"])
    facts = {
        "version": torch.__version__,
        "parameters": sum(p.numel() for p in network.parameters()),
        "blas": blas_in_use(),
    }
    print(json.dumps(facts), flush=True)
    for line in sys.stdin:
        form, count = json.loads(line)
        print(json.dumps(best[form].milliseconds(count)), flush=True)


main()
