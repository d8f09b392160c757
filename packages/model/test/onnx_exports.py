"""Step models as torch.onnx.export writes them, and what PyTorch gives for two streams.

Writes a list as JSON: the name; the file (base64); what an import has to be told; the shape of one
step's input, without the batch; and of each stream what goes in and what comes out, step by step.
"""

import base64
import io
import json
import sys
import warnings

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit(3)

warnings.filterwarnings("ignore")
torch.manual_seed(1)
STEPS = 5


class ConvLstmCell(nn.Module):
    def __init__(self, channels, hidden, conv=nn.Conv2d):
        super().__init__()
        self.gates = conv(channels + hidden, 4 * hidden, 3, padding=1)

    def forward(self, x, h, c):
        i, f, o, g = torch.chunk(self.gates(torch.cat([x, h], dim=1)), 4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


class OneCell(nn.Module):
    def __init__(self, channels, conv=nn.Conv2d):
        super().__init__()
        self.cell = ConvLstmCell(channels, 4, conv)
        self.head = conv(4, channels, 1)

    def forward(self, x, h, c):
        h, c = self.cell(x, h, c)
        return self.head(h), h, c


class TwoCells(nn.Module):
    """Its layers have different states of one shape: to swap two of them would show."""

    def __init__(self):
        super().__init__()
        self.first = ConvLstmCell(2, 3)
        self.second = ConvLstmCell(3, 3)

    def forward(self, x, h1, c1, h10, c10):
        h1, c1 = self.first(x, h1, c1)
        h10, c10 = self.second(h1, h10, c10)
        return c10, h1, h10, c1, h10 + h1


class Pyramid(nn.Module):
    """States of two sizes, and a strength that is an input, as video matting models have them."""

    def __init__(self):
        super().__init__()
        self.fine = ConvLstmCell(3, 2)
        self.coarse = nn.Conv2d(4, 2, 3, padding=1)
        self.head = nn.Conv2d(4, 1, 1)

    def forward(self, src, r1i, r2i, r3i, strength):
        r1o, r2o = self.fine(src * strength, r1i, r2i)
        small = nn.functional.avg_pool2d(r1o, 2)
        r3o = torch.tanh(self.coarse(torch.cat([small, r3i], dim=1)))
        large = nn.functional.interpolate(r3o, scale_factor=2.0)
        return self.head(torch.cat([r1o, large], dim=1)), r1o, r2o, r3o


class Sequence(nn.Module):
    """PyTorch's own recurrent layers: the states' batch is their second axis."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer
        self.head = nn.Linear(6, 2)

    def forward(self, x, *states):
        y, last = self.layer(x, states if len(states) > 1 else states[0])
        return (self.head(y), *(last if len(states) > 1 else [last]))


def export(model, data, fed, inputs, outputs, batch):
    """`batch`: the axis of the batch for each name, or names of axes, or none."""
    file = io.BytesIO()
    axes = {
        name: axis if isinstance(axis, dict) else {axis: "batch"} for name, axis in batch.items()
    }
    torch.onnx.export(
        model.eval(), (data, *fed), file, opset_version=14,
        input_names=inputs, output_names=outputs, dynamic_axes=axes,
    )
    return base64.b64encode(file.getvalue()).decode()


def run(model, shape, states, order, constants):
    """`order`: which of the outputs is the next value of each state."""
    streams = []
    for _ in range(2):
        carried = list(states)
        given, expected = [], []
        for _ in range(STEPS):
            data = torch.rand(shape)
            with torch.no_grad():
                outputs = model(data, *carried, *constants)
            carried = [outputs[index] for index in order]
            given.append(data.flatten().tolist())
            expected.append(outputs[-1 if 0 in order else 0].flatten().tolist())
        streams.append({"given": given, "expected": expected})
    return streams


def case(name, model, shape, states, inputs, outputs, order, batch=None, told=None, constants=()):
    states = [torch.zeros(each) for each in states]
    fed = [*states, *constants]
    file = export(model, torch.zeros(shape), fed, inputs, outputs, batch or {})
    return {
        "name": name,
        "file": file,
        "told": told or {},
        "output": (outputs or ["", ""])[-1 if 0 in order else 0],
        "streams": run(model, shape, states, order, constants),
    }


def over(names, axis=0):
    return {name: axis for name in names}


x, hc, hc_out = ["x"], ["h", "c"], ["h_out", "c_out"]
picture, state = (1, 1, 8, 10), (1, 4, 8, 10)
two = ["x", "h1", "c1", "h10", "c10"]
fine = {0: "batch", 2: "height", 3: "width"}
coarse = {0: "batch", 2: "rows", 3: "columns"}
two_next = ["c10n", "h1n", "h10n", "c1n", "y"]

print(json.dumps([
    case("ConvLSTM, free batch", OneCell(1), picture, [state, state], x + hc, ["y"] + hc_out,
         [1, 2], over(x + hc + ["y"] + hc_out)),
    case("ConvLSTM, batch of one", OneCell(1), picture, [state, state], x + hc, ["y"] + hc_out, [1, 2]),
    case("ConvLSTM, names that tell nothing", OneCell(1), picture, [state, state], x + hc,
         ["result", "hidden", "cell"], [1, 2], over(x + hc), {"states": {"h": "hidden", "c": "cell"}}),
    case("ConvLSTM in three dimensions", OneCell(2, nn.Conv3d), (1, 2, 3, 5, 6),
         [(1, 4, 3, 5, 6)] * 2, x + hc, ["y"] + hc_out, [1, 2], over(x + hc + ["y"] + hc_out)),
    case("two ConvLSTM layers in a muddle", TwoCells(), (1, 2, 6, 7), [(1, 3, 6, 7)] * 4, two,
         two_next, [1, 3, 2, 0], over(two + two_next)),
    case("states of two sizes, left open", Pyramid(), (1, 3, 8, 10),
         [(1, 2, 8, 10), (1, 2, 8, 10), (1, 2, 4, 5)], ["src", "r1i", "r2i", "r3i", "strength"],
         ["pha", "r1o", "r2o", "r3o"], [1, 2, 3],
         {"src": fine, "r1i": fine, "r2i": fine, "r3i": coarse, "pha": fine},
         {
             "constants": {"strength": 0.5},
             "dimensions": {"height": 8, "width": 10, "rows": 4, "columns": 5},
         }, [torch.tensor([0.5])]),
    case("nn.LSTM", Sequence(nn.LSTM(3, 6, 2)), (1, 1, 3), [(2, 1, 6)] * 2, ["input", "h0", "c0"],
         ["output", "hn", "cn"], [1, 2], over(["input", "h0", "c0", "output", "hn", "cn"], 1)),
    case("nn.GRU, batch first", Sequence(nn.GRU(3, 6, batch_first=True)), (1, 1, 3), [(1, 1, 6)],
         ["input", "hidden"], ["output", "hidden_out"], [1],
         {"input": 0, "hidden": 1, "output": 0, "hidden_out": 1}),
]))
