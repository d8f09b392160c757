"""What PyTorch's modules give, worked out in float64.

Reads a list of tasks as JSON from stdin: module (a name in torch.nn), arguments, weights as name:
[shape, elements], x as [shape, elements]. Writes a list of answers: shape and elements of what comes
out; of a recurrent module, of the sequence.
"""

import json
import sys

try:
    import torch
except ImportError:
    sys.exit(3)


def tensor(shape, elements):
    return torch.tensor(elements, dtype=torch.float64).reshape(shape)


def answer(task):
    arguments = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in task["arguments"].items()
    }
    module = getattr(torch.nn, task["module"])(**arguments).double().eval()
    with torch.no_grad():
        for name, (shape, elements) in task["weights"].items():
            getattr(module, name).copy_(tensor(shape, elements))
        y = module(tensor(*task["x"]))
    y = y[0] if isinstance(y, tuple) else y
    return {"shape": list(y.shape), "data": y.flatten().tolist()}


torch.set_num_threads(1)
json.dump([answer(task) for task in json.load(sys.stdin)], sys.stdout)
