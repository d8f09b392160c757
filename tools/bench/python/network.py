"""A network spec as PyTorch modules."""

import torch
from torch import nn
from torch.nn import functional as F

ACTIVATIONS = {
    "linear": lambda x: x,
    "sigmoid": torch.sigmoid,
    "hardSigmoid": F.hardsigmoid,
    "hardSigmoidKeras2": lambda x: torch.clamp(0.2 * x + 0.5, 0, 1),
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leakyRelu": lambda x: F.leaky_relu(x, 0.1),
}


def per_axis(value):
    return (value, value) if isinstance(value, int) else tuple(value)


class Conv(nn.Module):
    """Strided, padded by Keras' rule: the odd pixel goes to the end."""

    def __init__(self, layer, channels, filters, bias=True):
        super().__init__()
        self.layer = layer
        self.conv = nn.Conv2d(
            channels,
            filters,
            per_axis(layer["kernelSize"]),
            per_axis(layer["stride"]),
            dilation=per_axis(layer.get("dilation", 1)),
            bias=bias,
        )

    def forward(self, x):
        conv = self.conv
        if self.layer["padding"] == "valid":
            return conv(x)
        begins, ends = [], []
        for size, kernel, stride, dilation in zip(
            x.shape[2:], conv.kernel_size, conv.stride, conv.dilation
        ):
            steps = -(-size // stride) - 1
            total = max(steps * stride + dilation * (kernel - 1) + 1 - size, 0)
            begins.append(total // 2)
            ends.append(total - total // 2)
        if begins == ends:
            return F.conv2d(x, conv.weight, conv.bias, conv.stride, begins, conv.dilation)
        return conv(F.pad(x, (begins[1], ends[1], begins[0], ends[0])))


class ConvTranspose(nn.Module):
    def __init__(self, layer, channels):
        super().__init__()
        kernel, stride = per_axis(layer["kernelSize"]), per_axis(layer["stride"])
        valid = layer["padding"] == "valid"
        over = [0 if valid else k - s for k, s in zip(kernel, stride)]
        self.crop = [max(o, 0) % 2 for o in over]
        self.conv = nn.ConvTranspose2d(
            channels,
            layer["filters"],
            kernel,
            stride,
            padding=[max(o, 0) // 2 for o in over],
            output_padding=[max(-o, 0) for o in over],
        )

    def forward(self, x):
        y = self.conv(x)
        return y[..., : y.shape[-2] - self.crop[0], : y.shape[-1] - self.crop[1]]


class ConvLstm(nn.Module):
    """Input convolution over all steps at once, or with the hidden state's: whichever is faster."""

    hoisted = True

    def __init__(self, layer, channels, sizes):
        super().__init__()
        self.layer, self.hidden = layer, layer["hiddenChannels"]
        self.from_input = Conv(layer, channels, 4 * self.hidden)
        plain = {**layer, "stride": 1, "padding": "same"}
        self.from_hidden = Conv(plain, self.hidden, 4 * self.hidden, bias=False)
        shape = {"none": None, "perChannel": (1, 1), "perPixel": sizes}[layer["peephole"]]
        self.peephole = None
        if shape is not None:
            self.peephole = nn.Parameter(torch.zeros(3, self.hidden, *shape))

    def forward(self, x, steps):
        h = c = None
        hoisted = self.hoisted or per_axis(self.layer["stride"]) != (1, 1)
        inputs = (self.from_input(x) if hoisted else x).chunk(steps)
        outputs = []
        for step in inputs:
            if h is None:
                sizes = step.shape[2:]
                h = c = step.new_zeros(step.shape[0], self.hidden, *sizes)
            h, c = self.advance(
                step + self.from_hidden(h) if hoisted else self.together(step, h), c
            )
            outputs.append(h)
        return torch.cat(outputs)

    def advance(self, gates, c):
        """Gates before their activations and the cell state; returns the new hidden and cell state."""
        gate = ACTIVATIONS[self.layer["gateActivation"]]
        squash = ACTIVATIONS[self.layer["activation"]]
        i, f, o, g = gates.chunk(4, 1)
        if self.peephole is None:
            c = gate(f) * c + gate(i) * squash(g)
        else:
            i, f = i + self.peephole[0] * c, f + self.peephole[1] * c
            c = gate(f) * c + gate(i) * squash(g)
            o = o + self.peephole[2] * c
        return gate(o) * squash(c), c

    def together(self, x, h):
        weight = torch.cat([self.from_input.conv.weight, self.from_hidden.conv.weight], 1)
        padding = [k // 2 for k in weight.shape[2:]]
        return F.conv2d(torch.cat([x, h], 1), weight, self.from_input.conv.bias, padding=padding)


class Offset(nn.Module):
    """A learned number on each element of the map."""

    def __init__(self, channels, sizes):
        super().__init__()
        self.offset = nn.Parameter(torch.zeros(channels, *sizes))

    def forward(self, x):
        return x + self.offset


def module_of(layer, channels, sizes):
    kind = layer["type"]
    if kind == "conv":
        return Conv(layer, channels, layer["filters"])
    if kind == "convTranspose":
        return ConvTranspose(layer, channels)
    if kind == "convLstm":
        return ConvLstm(layer, channels, sizes)
    if kind == "offset":
        return Offset(channels, sizes)
    if kind == "pixelShuffle":
        return nn.PixelShuffle(layer["factor"])
    if kind == "pixelUnshuffle":
        return nn.PixelUnshuffle(layer["factor"])
    if kind == "pool":
        size = per_axis(layer["size"])
        return nn.MaxPool2d(size) if layer["kind"] == "max" else nn.AvgPool2d(size)
    if kind == "normalisation" and layer["kind"] in ("layer", "instance"):
        groups = 1 if layer["kind"] == "layer" else channels
        return nn.GroupNorm(groups, channels, eps=layer["epsilon"])
    if kind == "activation":
        return nn.Identity()
    raise ValueError(f"no PyTorch layer for {kind}")


class Network(nn.Module):
    def __init__(self, spec):
        super().__init__()
        self.specs, self.parts = spec["layers"], nn.ModuleList()
        picture = spec["input"]
        channels = 1 if picture["format"] == "gray8" else 3
        x = torch.zeros(1, channels, picture["height"], picture["width"])
        with torch.no_grad():
            for layer in self.specs:
                part = module_of(layer, x.shape[1], x.shape[2:])
                self.parts.append(part)
                x = self.apply_layer(layer, part, x, 1)

    def apply_layer(self, layer, part, x, steps):
        x = part(x, steps) if layer["type"] == "convLstm" else part(x)
        if layer["type"] == "convLstm":
            return x
        return ACTIVATIONS[layer.get("activation", "linear")](x)

    def forward(self, x, steps):
        for layer, part in zip(self.specs, self.parts):
            x = self.apply_layer(layer, part, x, steps)
        return x
