"""Steps of a batch of streams in PyTorch, on the GPU where there is one.

The argument is a task as JSON: spec, batches, seconds. Printed is one line of JSON: version, device,
and for each batch the milliseconds of each run, synchronised, with the frame copied over before and
the error copied back after, as a step through ONNX Runtime does it.
"""

import itertools
import json
import pathlib
import sys
import time
import warnings

import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "bench" / "python"))
from network import ACTIVATIONS, ConvLstm, Network  # noqa: E402

LAYOUTS = (torch.contiguous_format, torch.channels_last)


class Step(nn.Module):
    """A frame and the states in, the error of each patch and the next states out."""

    def __init__(self, network, spec):
        super().__init__()
        self.spec, self.parts = spec, network.parts

    def forward(self, frame, *states):
        picture = frame.permute(0, 3, 1, 2).float() / 255
        x, given, kept = picture, list(states), []
        for layer, part in zip(self.spec["layers"], self.parts):
            if isinstance(part, ConvLstm):
                h, c = given.pop(0), given.pop(0)
                x, c = part.advance(part.from_input(x) + part.from_hidden(h), c)
                kept += [x, c]
            else:
                x = ACTIVATIONS[layer.get("activation", "linear")](part(x))
        if self.spec["target"] == "next":
            kept.append(x)
            x = given.pop(0)
        difference = ((picture - x) ** 2).mean(1, keepdim=True)
        return (F.avg_pool2d(difference, self.spec["patchSize"]), *kept)


def zero_states(network, spec, batch, device):
    picture = spec["input"]
    x = torch.zeros(batch, 1 if picture["format"] == "gray8" else 3, picture["height"], picture["width"])
    states, first = [], x
    for layer, part in zip(spec["layers"], network.parts):
        if isinstance(part, ConvLstm):
            x = torch.zeros(batch, part.hidden, *part.from_input(x).shape[2:])
            states += [x, x]
        else:
            x = part(x)
    if spec["target"] == "next":
        states.append(torch.zeros_like(first))
    return [state.to(device) for state in states]


def rounds(step, frame, states, seconds, device):
    def run():
        nonlocal states
        error, *states = step(frame.to(device), *states)
        return error.cpu()

    for _ in range(5):
        run()
    times, begin = [], time.perf_counter()
    while time.perf_counter() - begin < seconds or len(times) < 3:
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return times


def main():
    warnings.filterwarnings("ignore")
    task = json.loads(sys.argv[1])
    spec, seconds = task["spec"], task["seconds"]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_grad_enabled(False)
    torch.backends.cudnn.benchmark = True
    answer = {
        "version": torch.__version__,
        "device": f"cuda, {torch.cuda.get_device_name()}" if device == "cuda" else "cpu",
        "times": [],
    }
    picture = spec["input"]
    channels = 1 if picture["format"] == "gray8" else 3
    for batch in task["batches"]:
        frame = torch.randint(0, 256, (batch, picture["height"], picture["width"], channels), dtype=torch.uint8)
        best = None
        for layout, traced in itertools.product(LAYOUTS, (False, True)):
            network = Network(spec)
            zeros = [s.contiguous(memory_format=layout) for s in zero_states(network, spec, batch, device)]
            step = Step(network.to(device), spec).eval().to(memory_format=layout)
            if traced:
                step = torch.jit.freeze(torch.jit.trace(step, (frame.to(device), *zeros), check_trace=False))
            times = rounds(step, frame, zeros, seconds / 4, device)
            if best is None or sum(times) / len(times) < sum(best) / len(best):
                best = times
        answer["times"].append(best)
    print(json.dumps(answer))


main()
