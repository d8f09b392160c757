"""Loss, gradients and last states of networks, worked out by PyTorch in float64.

Reads a list of tasks as JSON from stdin: spec, steps, batch, weights and states as name: [shape,
elements], frames [count, height, width, channels]. Writes a list of answers: loss, and gradients and
states as name: elements. Each network goes frame by frame, as the cells' equations have it.
"""

import functools
import json
import sys

try:
    import torch
    from torch.nn import functional as F
except ImportError:
    sys.exit(3)

ACTIVATIONS = {
    "linear": lambda x: x,
    "sigmoid": torch.sigmoid,
    "hardSigmoid": lambda x: torch.clamp(x / 6 + 0.5, 0, 1),
    "hardSigmoidKeras2": lambda x: torch.clamp(0.2 * x + 0.5, 0, 1),
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leakyRelu": lambda x: F.leaky_relu(x, 0.1),
    "swish": F.silu,
}
CONV = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
CONV_TRANSPOSE = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}
POOL = {
    "max": {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d},
    "average": {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d},
}


def per_axis(value, rank):
    return value if isinstance(value, list) else [value] * rank


def borders(padding, rank):
    """All beginnings, then all ends, as F.pad wants them: the last axis first, beginning and end."""
    sizes = per_axis(padding, 2 * rank)
    return [size for axis in reversed(range(rank)) for size in (sizes[axis], sizes[axis + rank])]


def convolve(layer, x, weight, bias=None, stride=1, padding="same", dilation=None):
    """Keras' padding: what is odd goes to the end."""
    rank = x.dim() - 2
    strides = per_axis(stride, rank)
    dilations = per_axis(layer.get("dilation", 1) if dilation is None else dilation, rank)
    if padding not in ("same", "valid"):
        x = F.pad(x, borders(padding, rank))
    if padding == "same":
        pads = []
        for size, kernel, step, dilation in zip(x.shape[2:], weight.shape[2:], strides, dilations):
            covered = (-(-size // step) - 1) * step + dilation * (kernel - 1) + 1
            total = max(covered - size, 0)
            pads = [total // 2, total - total // 2, *pads]
        x = F.pad(x, pads)
    return CONV[rank](x, weight, bias, strides, 0, dilations)


def conv(layer, x, at):
    y = convolve(layer, x, at["weight"], at["bias"], layer["stride"], layer["padding"])
    return ACTIVATIONS[layer["activation"]](y)


def conv_transpose(layer, x, at):
    rank = x.dim() - 2
    strides = per_axis(layer["stride"], rank)
    dilations = per_axis(layer["dilation"], rank)
    extra = per_axis(layer["outputPadding"], rank)
    y = CONV_TRANSPOSE[rank](x, at["weight"], at["bias"], strides, 0, extra, 1, dilations)
    if layer["padding"] not in ("same", "valid"):
        y = F.pad(y, [-size for size in borders(layer["padding"], rank)])
    else:
        # The middle, the size times the stride; where the kernel ends before, only the bias is there.
        for axis, stride in enumerate(strides):
            wanted = x.shape[axis + 2] * stride
            if layer["padding"] == "valid":
                wanted = max(wanted, y.shape[axis + 2])
            missing = wanted - y.shape[axis + 2]
            if missing > 0:
                shape = list(y.shape)
                shape[axis + 2] = missing
                tail = at["bias"].reshape([1, -1] + [1] * rank).expand(shape)
                y = torch.cat([y, tail], axis + 2)
            y = y.narrow(axis + 2, max(-missing, 0) // 2, wanted)
    return ACTIVATIONS[layer["activation"]](y)


def conv_lstm(layer, x, at):
    gate, act = ACTIVATIONS[layer["gateActivation"]], ACTIVATIONS[layer["activation"]]
    hidden, cell = at["hidden"], at["cell"]
    around = layer.get("hiddenDilation", layer["dilation"])
    gates = convolve(layer, hidden, at["hiddenWeight"], at["bias"], dilation=around)
    if x is not None:
        gates = gates + convolve(
            layer, x, at["inputWeight"], None, layer["stride"], layer["padding"]
        )
    i, f, o, g = gates.chunk(4, 1)
    peephole = layer["peephole"] != "none"
    if peephole:
        i = i + at["peepholeInput"] * cell
        f = f + at["peepholeForget"] * cell
    at["cell"] = gate(f) * cell + gate(i) * act(g)
    if peephole:
        o = o + at["peepholeOutput"] * at["cell"]
    at["hidden"] = gate(o) * act(at["cell"])
    return at["hidden"]


def conv_gru(layer, x, at):
    gate, act = ACTIVATIONS[layer["gateActivation"]], ACTIVATIONS[layer["activation"]]
    hidden = at["hidden"]
    gates = convolve(layer, x, at["inputWeight"], at["bias"], layer["stride"], layer["padding"])
    zx, rx, nx = gates.chunk(3, 1)
    wz, wr, wn = at["hiddenWeight"].chunk(3, 0)
    around = layer.get("hiddenDilation", layer["dilation"])
    z = gate(zx + convolve(layer, hidden, wz, dilation=around))
    r = gate(rx + convolve(layer, hidden, wr, dilation=around))
    if layer["candidate"] == "resetAfter":
        n = act(nx + r * convolve(layer, hidden, wn, at["candidateBias"], dilation=around))
    else:
        n = act(nx + convolve(layer, r * hidden, wn, dilation=around))
    at["hidden"] = (1 - z) * hidden + z * n
    return at["hidden"]


def part(at, prefix):
    """The tensors of one part of a layer, by their names within it."""
    return {name[len(prefix) :]: v for name, v in at.items() if name.startswith(prefix)}


def encoder_forecaster(layer, x, at):
    """Shi et al. 2015: read the frame, copy the states, unroll the forecast."""
    cells = [
        {**layer, **sizes, "stride": 1, "padding": "same", "dilation": 1}
        for sizes in layer["layers"]
    ]
    forecaster = []
    for level, cell in enumerate(cells):
        encoder = part(at, f"encoder{level}.")
        x = conv_lstm(cell, x, encoder)
        for name in ("hidden", "cell"):
            at[f"encoder{level}.{name}"] = encoder[name]
        copied = {"hidden": encoder["hidden"], "cell": encoder["cell"]}
        forecaster.append({**part(at, f"forecaster{level}."), **copied})
    predictions = []
    for _ in range(layer["horizon"]):
        below = None
        for cell, own in zip(cells, forecaster):
            below = conv_lstm(cell, below, own)
        hidden = torch.cat([own["hidden"] for own in forecaster], 1)
        predictions.append(CONV[hidden.dim() - 2](hidden, at["output.weight"], at["output.bias"]))
    return torch.cat(predictions, 1)


def pixel_shuffle(layer, x, _):
    return F.pixel_shuffle(x, layer["factor"])


def pixel_unshuffle(layer, x, _):
    return F.pixel_unshuffle(x, layer["factor"])


def pool(layer, x, _):
    rank = x.dim() - 2
    return POOL[layer["kind"]][rank](x, per_axis(layer["size"], rank))


def normalisation(layer, x, at):
    if layer["kind"] == "batch":
        y = x
    elif layer["kind"] == "layer":
        y = F.layer_norm(x, x.shape[1:], eps=layer["epsilon"])
    elif layer["kind"] == "group":
        y = F.group_norm(x, layer["groups"], eps=layer["epsilon"])
    elif layer["kind"] == "channel":
        y = F.layer_norm(x.movedim(1, -1), x.shape[1:2], eps=layer["epsilon"]).movedim(-1, 1)
    else:
        y = F.instance_norm(x, eps=layer["epsilon"])
    return y * at["scale"] + at["offset"]


def dense(layer, x, at):
    y = F.linear(x.flatten(1), at["weight"].t(), at["bias"])
    return ACTIVATIONS[layer["activation"]](y).reshape([*y.shape] + [1] * (x.dim() - 2))


def reshape(layer, x, _):
    if layer["layout"] == "channelsFirst":
        return x.reshape([x.shape[0], *layer["shape"]])
    channels, *sizes = layer["shape"]
    return x.movedim(1, -1).reshape([x.shape[0], *sizes, channels]).movedim(-1, 1)


def mean(parts):
    return sum(parts[1:], parts[0]) / len(parts)


MERGES = {
    "concat": lambda parts: torch.cat(parts, 1),
    "add": lambda parts: sum(parts[1:], parts[0]),
    "subtract": lambda parts: parts[0] - sum(parts[2:], parts[1]),
    "multiply": lambda parts: functools.reduce(torch.mul, parts),
    "average": mean,
}

LAYERS = {
    "conv": conv,
    "convTranspose": conv_transpose,
    "convLstm": conv_lstm,
    "convGru": conv_gru,
    "encoderForecaster": encoder_forecaster,
    "pixelShuffle": pixel_shuffle,
    "pixelUnshuffle": pixel_unshuffle,
    "pool": pool,
    "normalisation": normalisation,
    "offset": lambda layer, x, at: x + at["offset"],
    "activation": lambda layer, x, _: ACTIVATIONS[layer["activation"]](x),
    "dense": dense,
    "globalPool": lambda layer, x, _: x.mean(list(range(2, x.dim())), keepdim=True),
    "pad": lambda layer, x, _: F.pad(x, borders(layer["padding"], x.dim() - 2)),
    "crop": lambda layer, x, _: F.pad(x, [-b for b in borders(layer["cropping"], x.dim() - 2)]),
    "reshape": reshape,
    "permute": lambda layer, x, _: x.permute(0, *[axis + 1 for axis in layer["axes"]]),
    "merge": lambda layer, parts, _: MERGES[layer["kind"]](parts),
}


def tensors(named):
    return {
        name: torch.tensor(elements, dtype=torch.float64).reshape(shape)
        for name, (shape, elements) in named.items()
    }


def answer(task):
    spec, steps, batch = task["spec"], task["steps"], task["batch"]
    weights = {name: w.requires_grad_() for name, w in tensors(task["weights"]).items()}
    values = {**weights, **tensors(task["states"])}
    shape, elements = task["frames"]
    pictures = torch.tensor(elements, dtype=torch.float64).reshape(shape).permute(0, 3, 1, 2) / 255
    pictures = pictures.split(batch)
    layers = []
    for index, layer in enumerate(spec["layers"]):
        name = layer.get("name", f"{layer['type']}{index}")
        source = layer.get("from", layers[-1][0] if layers else "input")
        layers.append((name, layer, source, part(values, name + ".")))

    ahead = 1 if spec["target"] == "next" else 0
    squares = []
    for step in range(steps):
        maps = {"input": pictures[step]}
        for name, layer, source, own in layers:
            taken = [maps[each] for each in source] if isinstance(source, list) else maps[source]
            maps[name] = LAYERS[layer["type"]](layer, taken, own)
        squares.append((maps[layers[-1][0]] - pictures[step + ahead]) ** 2)
    loss = torch.stack(squares).mean()
    loss.backward()
    states = {
        f"{layer}.{name}": tensor.flatten().tolist()
        for layer, _, _, own in layers
        for name, tensor in own.items()
        if name.split(".")[-1] in ("hidden", "cell")
    }
    gradients = {name: w.grad.flatten().tolist() for name, w in weights.items()}
    return {"loss": loss.item(), "gradients": gradients, "states": states}


torch.set_num_threads(1)
json.dump([answer(task) for task in json.load(sys.stdin)], sys.stdout)
