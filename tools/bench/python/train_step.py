"""A network spec as PyTorch would train it: the reference for a training step.

The first line on stdin is a task as JSON: spec, batchSize, unrolledSteps, threads. Every later
line is a number of steps to take; the answer is one line of JSON, milliseconds a step.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

from network import ConvLstm, Network


def trainer(task):
    spec, steps, batch = task["spec"], task["unrolledSteps"], task["batchSize"]
    network = Network(spec)
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    picture = spec["input"]
    ahead = 1 if spec["target"] == "next" else 0
    channels = 1 if picture["format"] == "gray8" else 3
    shape = ((steps + ahead) * batch, picture["height"], picture["width"], channels)
    frames = torch.randint(0, 256, shape, dtype=torch.uint8)

    def step():
        pictures = frames.permute(0, 3, 1, 2).float() / 255
        optimiser.zero_grad(set_to_none=True)
        predicted = network(pictures[: steps * batch].contiguous(), steps)
        loss = F.mse_loss(predicted, pictures[ahead * batch :])
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        return loss.item()

    return network, step


def milliseconds(step, count):
    begin = time.perf_counter()
    for _ in range(count):
        step()
    return (time.perf_counter() - begin) * 1000 / count


def faster_way(step):
    cost = {}
    for ConvLstm.hoisted in (True, False):
        milliseconds(step, 1)
        cost[ConvLstm.hoisted] = milliseconds(step, 3)
    return min(cost, key=cost.get)


def main():
    task = json.loads(sys.stdin.readline())
    torch.manual_seed(1)
    torch.set_num_threads(task["threads"])
    network, step = trainer(task)
    ConvLstm.hoisted = faster_way(step)
    facts = {
        "version": torch.__version__,
        "parameters": sum(p.numel() for p in network.parameters()),
        "hoisted": ConvLstm.hoisted,
    }
    print(json.dumps(facts), flush=True)
    for line in sys.stdin:
        print(json.dumps(milliseconds(step, int(line))), flush=True)


main()
