"""Writes files of PyTorch in many layouts into a folder, and what PyTorch itself makes of them.

    python3 torch_files.py FOLDER

Each network goes to FOLDER/<name>.pth; FOLDER/cases.json says what was fed and what came out.
"""

import argparse
import collections
import json
import os
import struct
import sys

try:
    import numpy as np
    import torch
    from torch import nn
except ImportError:
    sys.exit(3)

torch.manual_seed(7)
torch.set_num_threads(1)
folder = sys.argv[1]
cases = {}
STEPS = 6


def convolution(rank):
    return {1: nn.Conv1d, 2: nn.Conv2d, 3: nn.Conv3d}[rank]


def lstm(i, f, o, g, c):
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


class Fused(nn.Module):
    def __init__(self, inputs, hidden, kernel=3, rank=2, bias=True):
        super().__init__()
        self.hidden = hidden
        self.conv = convolution(rank)(inputs + hidden, 4 * hidden, kernel, padding=kernel // 2, bias=bias)

    def forward(self, x, h, c):
        i, f, o, g = torch.chunk(self.conv(torch.cat([x, h], 1)), 4, 1)
        return lstm(i, f, o, g, c)


class FusedPeephole(Fused):
    def __init__(self, inputs, hidden, size):
        super().__init__(inputs, hidden)
        self.W_ci = nn.Parameter(torch.randn(hidden, *size) * 0.3)
        self.W_co = nn.Parameter(torch.randn(hidden, *size) * 0.3)
        self.W_cf = nn.Parameter(torch.randn(hidden, *size) * 0.3)

    def forward(self, x, h, c):
        i, f, g, o = torch.chunk(self.conv(torch.cat([x, h], 1)), 4, 1)
        i, f = torch.sigmoid(i + self.W_ci * c), torch.sigmoid(f + self.W_cf * c)
        c = f * c + i * torch.tanh(g)
        return torch.sigmoid(o + self.W_co * c) * torch.tanh(c), c


class Separate(nn.Module):
    def __init__(self, inputs, hidden, size):
        super().__init__()
        self.hidden = hidden
        for gate in "ifco":
            setattr(self, "Wx" + gate, nn.Conv2d(inputs, hidden, 5, padding=2))
            setattr(self, "Wh" + gate, nn.Conv2d(hidden, hidden, 3, padding=1, bias=False))
        for gate in "ifo":
            setattr(self, "Wc" + gate, nn.Parameter(torch.randn(1, hidden, *size) * 0.3))

    def forward(self, x, h, c):
        i = torch.sigmoid(self.Wxi(x) + self.Whi(h) + c * self.Wci)
        f = torch.sigmoid(self.Wxf(x) + self.Whf(h) + c * self.Wcf)
        c = f * c + i * torch.tanh(self.Wxc(x) + self.Whc(h))
        o = torch.sigmoid(self.Wxo(x) + self.Who(h) + c * self.Wco)
        return o * torch.tanh(c), c


class OpenStl(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.conv_x = nn.Sequential(nn.Conv2d(inputs, 4 * hidden, 5, padding=2, bias=False))
        self.conv_h = nn.Sequential(nn.Conv2d(hidden, 4 * hidden, 5, padding=2, bias=False))
        self.conv_o = nn.Sequential(nn.Conv2d(2 * hidden, hidden, 5, padding=2, bias=False))
        self.conv_last = nn.Conv2d(2 * hidden, hidden, 1, bias=False)

    def forward(self, x, h, c):
        i, f, g, o = torch.chunk(self.conv_x(x) + self.conv_h(h), 4, 1)
        return lstm(i, f, o, g, c)


class Sequential(nn.Module):
    """A convolution in a Sequential, without a bias, and a forget bias that only the code knows."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.conv = nn.Sequential(nn.Conv2d(inputs + hidden, 4 * hidden, 5, padding=2, bias=False))

    def forward(self, x, h, c):
        i, f, g, o = torch.chunk(self.conv(torch.cat([x, h], 1)), 4, 1)
        return lstm(i, f + 1.0, o, g, c)


class Parameters(nn.Module):
    """Named as PyTorch names its own recurrent layers."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.weight_ih_l0 = nn.Parameter(torch.randn(4 * hidden, inputs, 3, 3) * 0.2)
        self.weight_hh_l0 = nn.Parameter(torch.randn(4 * hidden, hidden, 3, 3) * 0.2)
        self.bias_ih_l0 = nn.Parameter(torch.randn(4 * hidden) * 0.2)
        self.bias_hh_l0 = nn.Parameter(torch.randn(4 * hidden) * 0.2)

    def forward(self, x, h, c):
        conv = nn.functional.conv2d
        gates = conv(x, self.weight_ih_l0, self.bias_ih_l0, padding=1)
        gates = gates + conv(h, self.weight_hh_l0, self.bias_hh_l0, padding=1)
        i, f, g, o = torch.chunk(gates, 4, 1)
        return lstm(i, f, o, g, c)


class GruFused(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.conv_gates = nn.Conv2d(inputs + hidden, 2 * hidden, 3, padding=1)
        self.conv_can = nn.Conv2d(inputs + hidden, hidden, 3, padding=1)

    def forward(self, x, h, c):
        r, z = torch.chunk(torch.sigmoid(self.conv_gates(torch.cat([x, h], 1))), 2, 1)
        n = torch.tanh(self.conv_can(torch.cat([x, r * h], 1)))
        return (1 - z) * h + z * n, c


class GruApart(nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.convz = nn.Conv2d(inputs + hidden, hidden, 3, padding=1)
        self.convr = nn.Conv2d(inputs + hidden, hidden, 3, padding=1)
        self.convq = nn.Conv2d(inputs + hidden, hidden, 3, padding=1)

    def forward(self, x, h, c):
        hx = torch.cat([h, x], 1)
        z, r = torch.sigmoid(self.convz(hx)), torch.sigmoid(self.convr(hx))
        q = torch.tanh(self.convq(torch.cat([r * h, x], 1)))
        return (1 - z) * h + z * q, c


class Stack(nn.Module):
    def __init__(self, cells, head=None, norm=False):
        super().__init__()
        self.cell_list = nn.ModuleList(cells)
        if norm:
            self.norm = nn.BatchNorm2d(cells[-1].hidden)
            self.norm.running_mean.normal_()
            self.norm.running_var.uniform_(0.5, 2)
            nn.init.normal_(self.norm.weight)
            nn.init.normal_(self.norm.bias)
        self.has_norm = norm
        if head is not None:
            self.head = head
        self.has_head = head is not None

    def start(self, size):
        return [[torch.zeros(1, cell.hidden, *size) for _ in "hc"] for cell in self.cell_list]

    def step(self, x, states):
        for index, cell in enumerate(self.cell_list):
            x, c = cell(x, *states[index])
            states[index] = [x, c]
        if self.has_norm:
            x = self.norm(x)
        return self.head(x) if self.has_head else x


class Autoencoder(nn.Module):
    """Strides, paddings and activations that no file tells."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 6, 5, stride=2, padding=1), nn.ReLU(), nn.Conv2d(6, 5, 3, padding=1))
        self.memory = Fused(5, 4)
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(4, 6, 4, stride=2, padding=1), nn.LeakyReLU(0.2), nn.ConvTranspose2d(6, 1, 3, padding=0)
        )

    def start(self, size):
        height, width = [(each + 2 - 5) // 2 + 1 for each in size]
        return [torch.zeros(1, 4, height, width) for _ in "hc"]

    def step(self, x, states):
        h, c = self.memory(self.encoder(x), *states)
        states[:] = [h, c]
        return torch.sigmoid(self.decoder(h))


class Classifier(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.cell = Fused(2, 3)
        self.fc = nn.Linear(3 * size[0] * size[1], 4)

    def start(self, size):
        return [torch.zeros(1, 3, *size) for _ in "hc"]

    def step(self, x, states):
        h, c = self.cell(x, *states)
        states[:] = [h, c]
        return self.fc(torch.flatten(h, 1))


class Tracker(nn.Module):
    """Batch normalisation, pooling and upsampling around a cell."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.5)
        )
        self.cell = nn.ModuleDict({"lstm": Fused(4, 3)})
        self.heatmap = nn.Sequential(nn.Dropout(0.1), nn.Conv2d(3, 2, 3, padding=1), nn.BatchNorm2d(2), nn.SiLU())
        for norm in (self.features[1], self.heatmap[2]):
            norm.running_mean.normal_()
            norm.running_var.uniform_(0.5, 2)
            nn.init.normal_(norm.weight)
            nn.init.normal_(norm.bias)

    def start(self, size):
        return [torch.zeros(1, 3, size[0] // 2, size[1] // 2) for _ in "hc"]

    def step(self, x, states):
        h, c = self.cell["lstm"](self.features(x), *states)
        states[:] = [h, c]
        return nn.functional.interpolate(self.heatmap(h), scale_factor=2, mode="bilinear", align_corners=False)


class Forecaster(nn.Module):
    """Shi et al. 2015: the forecaster begins from the encoder's states, its first layer without an input."""

    def __init__(self, horizon):
        super().__init__()
        self.horizon = horizon
        self.encoder = nn.ModuleList([Fused(1, 3), Fused(3, 2)])
        self.decoder = nn.ModuleList([Fused(0, 3), Fused(3, 2)])
        self.out = nn.Conv2d(5, 1, 1)

    def start(self, size):
        return [[torch.zeros(1, hidden, *size) for _ in "hc"] for hidden in (3, 2)]

    def step(self, x, states):
        for index, cell in enumerate(self.encoder):
            x, c = cell(x, *states[index])
            states[index] = [x, c]
        ahead, frames = [list(state) for state in states], []
        for _ in range(self.horizon):
            below = states[0][0][:, :0]
            for index, cell in enumerate(self.decoder):
                below, c = cell(below, *ahead[index])
                ahead[index] = [below, c]
            frames.append(self.out(torch.cat([h for h, _ in ahead], 1)))
        return torch.cat(frames, 1)


def run(name, model, shape, content=None, file=None, **save):
    """Saves a network, steps it through a made-up sequence, and notes what came out."""
    model.eval()
    file = file or name + ".pth"
    torch.save(model.state_dict() if content is None else content, os.path.join(folder, file), **save)
    each = int(np.prod(shape))
    states = model.start(shape[1:])
    with torch.no_grad():
        for step in range(STEPS):
            values = np.sin(0.37 * np.arange(step * each, (step + 1) * each)).astype(np.float32)
            out = model.step(torch.from_numpy(values).reshape(1, *shape), states)
    cases[name] = {
        "file": file,
        "steps": STEPS,
        "shape": list(shape),
        "output": [float(value) for value in out.flatten()],
    }
    return model


SIZE = (7, 9)


def head(hidden, kernel, outputs=2):
    return nn.Conv2d(hidden, outputs, kernel, padding=kernel // 2)


run("stack", Stack([Fused(3, 4), Fused(4, 5, 5)], head(5, 3)), (3, *SIZE))
class Alone(Fused):
    def start(self, size):
        return [torch.zeros(1, self.hidden, *size) for _ in "hc"]

    def step(self, x, states):
        states[:] = self(x, *states)
        return states[0]


run("cellAlone", Alone(3, 4), (3, *SIZE))
run("withoutBias", Stack([Fused(3, 4, bias=False)], head(4, 1)), (3, *SIZE))
run("oneDimension", Stack([Fused(2, 3, 5, rank=1)]), (2, 11))
run("threeDimensions", Stack([Fused(1, 2, 3, rank=3)]), (1, 3, 4, 5))
run("peepholes", Stack([FusedPeephole(3, 4, SIZE)], head(4, 3), norm=True), (3, *SIZE))
run("separate", Stack([Separate(2, 3, SIZE)], head(3, 1)), (2, *SIZE))
run("openStl", Stack([OpenStl(4, 3), OpenStl(3, 3)], nn.Conv2d(3, 4, 1, bias=False)), (4, *SIZE))
run("forgetBias", Stack([Sequential(2, 3), Sequential(3, 3)], nn.Conv2d(3, 2, 1, bias=False)), (2, *SIZE))
run("asRecurrent", Stack([Parameters(2, 3)]), (2, *SIZE))
run("gruFused", Stack([GruFused(2, 3)], head(3, 1)), (2, *SIZE))
run("gruApart", Stack([GruApart(2, 3)]), (2, *SIZE))
run("autoencoder", Autoencoder(), (1, 13, 17))
run("tracker", Tracker(), (1, 8, 10))
run("forecaster", Forecaster(3), (1, *SIZE))
run("classifier", Classifier(SIZE), (2, *SIZE))

plain = Stack([Fused(3, 4)], head(4, 1)).eval()
weights = plain.state_dict()
optimiser = torch.optim.Adam(plain.parameters())
plain.step(torch.randn(1, 3, *SIZE), plain.start(SIZE)).sum().backward()
optimiser.step()
weights = plain.state_dict()
run("legacy", plain, (3, *SIZE), _use_new_zipfile_serialization=False)
for protocol in range(1, 6):
    run("protocol%d" % protocol, plain, (3, *SIZE), pickle_protocol=protocol)
run("legacyProtocol4", plain, (3, *SIZE), _use_new_zipfile_serialization=False, pickle_protocol=4)
run("parallel", plain, (3, *SIZE), nn.DataParallel(plain).state_dict())
run("compiled", plain, (3, *SIZE), {"_orig_mod." + key: value for key, value in weights.items()})
checkpoint = {
    "epoch": 3,
    "best": np.float64(0.25),
    "curve": np.arange(6.0).reshape(2, 3),
    "seen": {1, 2},
    "device": torch.device("cpu"),
    "dtype": torch.float32,
    "size": torch.Size([1, 2]),
    "raw": b"\x00\xff",
    "large": 2**70,
    "history": collections.defaultdict(list, {"loss": [0.5, 0.25]}),
    "optimizer": optimiser.state_dict(),
    "nothing": None,
}
run("checkpoint", plain, (3, *SIZE), {**checkpoint, "state_dict": weights})
run("checkpointLegacy", plain, (3, *SIZE), {**checkpoint, "net": weights}, _use_new_zipfile_serialization=False)
run("parameters", plain, (3, *SIZE), dict(plain.named_parameters()))

# One storage that all tensors look into, some of them against its grain.
pool = torch.cat([value.flatten() for value in weights.values()])
views, at = collections.OrderedDict(), 0
for key, value in weights.items():
    views[key] = pool[at : at + value.numel()].reshape(value.shape)
    at += value.numel()
run("shared", plain, (3, *SIZE), views)
run("strided", plain, (3, *SIZE), {k: v.transpose(0, -1).contiguous().transpose(0, -1) for k, v in weights.items()})

for name, dtype in (("double", torch.float64), ("half", torch.float16), ("bfloat16", torch.bfloat16)):
    rounded = {key: value.to(dtype) for key, value in weights.items()}
    plain.load_state_dict({key: value.float() for key, value in rounded.items()})
    run(name, plain, (3, *SIZE), rounded)
plain.load_state_dict(weights)


class Scripted(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = Fused(3, 4)
        self.output = head(4, 1)

    def forward(self, x, h, c):
        h, c = self.cell(x, h, c)
        return self.output(h), h, c

    def start(self, size):
        return [torch.zeros(1, 4, *size) for _ in "hc"]

    def step(self, x, states):
        y, h, c = self(x, *states)
        states[:] = [h, c]
        return y


scripted = run("script", Scripted(), (3, *SIZE), file="script.pt")
torch.jit.script(scripted).save(os.path.join(folder, "script.pt"))

# safetensors: length of the header, header, data.
codes = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16"}
for name, dtype in (("tensorsF32", torch.float32), ("tensorsF64", torch.float64), ("tensorsF16", torch.float16), ("tensorsBF16", torch.bfloat16)):
    rounded = {key: value.to(dtype).contiguous() for key, value in weights.items()}
    plain.load_state_dict({key: value.float() for key, value in rounded.items()})
    run(name, plain, (3, *SIZE), file=name + ".safetensors")
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key, value in rounded.items():
        own = (value.view(torch.int16) if dtype is torch.bfloat16 else value).numpy().tobytes()
        header[key] = {"dtype": codes[dtype], "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(own)]}
        data += own
    text = json.dumps(header).encode()
    with open(os.path.join(folder, name + ".safetensors"), "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + data)
plain.load_state_dict(weights)

# What must not be opened, or says too little.
class Command:
    def __reduce__(self):
        return os.system, ("touch " + os.path.join(folder, "it-ran"),)


def save(name, content, **options):
    torch.save(content, os.path.join(folder, name), **options)


save("command.pth", {"state_dict": weights, "extra": Command()})
save("commandLegacy.pth", {"extra": Command(), "state_dict": weights}, _use_new_zipfile_serialization=False)
save("wholeModel.pth", plain)
save("wholeModelLegacy.pth", plain, _use_new_zipfile_serialization=False)
save("severalSets.pth", {"ema": dict(weights), "model": dict(weights)})
save("namespace.ckpt", {"state_dict": weights, "hyper_parameters": argparse.Namespace(lr=0.1)})
save("list.pth", [3, {"net": dict(weights)}])
save("noWeights.pth", {"epoch": 1, "loss": torch.zeros(3)})
save("protocol0.pth", weights, pickle_protocol=0)
normed = nn.Sequential(collections.OrderedDict(conv=nn.Conv2d(7, 16, 3), norm=nn.GroupNorm(4, 16)))
save("normInside.pth", {"cell." + key: value for key, value in normed.state_dict().items()})
save("encoderDecoder.pth", nn.ModuleDict({"encoder_1_convlstm": Fused(1, 4), "decoder_1_convlstm": Fused(4, 4)}).state_dict())

with open(os.path.join(folder, "cases.json"), "w") as out:
    json.dump(cases, out)
