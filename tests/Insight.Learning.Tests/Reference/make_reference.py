"""Writes reference.json: what PyTorch makes of five small networks in 20 steps of Adam.

    /usr/bin/python3 make_reference.py        (Debian's python3-torch and python3-numpy; made with torch 1.13)

For each network: inputs, targets, the weights before the first step (PyTorch's own names and layouts) and the loss before each step. Float32, one thread, no dropout,
Adam with learning rate .01 and otherwise defaults.

nn.LSTM and nn.GRU have two biases for each gate where one is enough. Adam would move two of equal gradient twice as fast as one, so the second one (bias_hh) is kept at
zero, but for the candidate's in the GRU, which stands inside the product with the reset gate and is a weight of its own.
"""

import json
import os

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

N, L, WIDTH = 4, 6, 5
LENGTHS = [6, 3, 1, 5]


class Multilayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second, self.third = nn.Linear(WIDTH, 8), nn.Linear(8, 6), nn.Linear(6, 3)

    def forward(self, x):
        return self.third(F.gelu(self.second(torch.tanh(self.first(x)))))


class Recurrent(nn.Module):
    """Two layers over sequences that end early, and a dense layer over the last state."""

    def __init__(self, kind):
        super().__init__()
        self.layers = kind(WIDTH, 6, num_layers=2, batch_first=True)
        self.dense = nn.Linear(6, 1)
        for name, parameter in self.layers.named_parameters():
            if name.startswith("bias_hh"):
                kept = torch.zeros_like(parameter)
                if kind is nn.GRU:
                    kept[12:] = 1
                parameter.data *= kept
                parameter.register_hook(lambda gradient, kept=kept: gradient * kept)

    def forward(self, x):
        packed = nn.utils.rnn.pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False)
        state = self.layers(packed)[1]
        state = state[0] if isinstance(state, tuple) else state
        return self.dense(state[-1])


class Convolution(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv1d(WIDTH, 7, 3, dilation=2), nn.Conv1d(7, 4, 2, stride=2)
        self.dense = nn.Linear(4, 1)

    def forward(self, x):
        causal = F.relu(self.first(F.pad(x.transpose(1, 2), (4, 0))))
        return self.dense(torch.tanh(self.second(causal)).mean(2))


class Attention(nn.Module):
    """A position embedding, a causal block of two heads, normalised before each part, and a class for every step."""

    def __init__(self):
        super().__init__()
        self.places = nn.Parameter(torch.randn(9, 8) * 0.02)
        self.norm1, self.norm2, self.norm3 = nn.LayerNorm(8), nn.LayerNorm(8), nn.LayerNorm(8)
        self.projections, self.output = nn.Linear(8, 24), nn.Linear(8, 8)
        self.hidden, self.result, self.dense = nn.Linear(8, 7), nn.Linear(7, 8), nn.Linear(8, 3)

    def forward(self, x):
        x = x + self.places[:L]
        q, k, v = (part.reshape(N, L, 2, 4).transpose(1, 2) for part in self.projections(self.norm1(x)).split(8, 2))
        scores = q @ k.transpose(2, 3) / 2 + torch.full((L, L), -1e9).triu(1)
        x = x + self.output((scores.softmax(3) @ v).transpose(1, 2).reshape(N, L, 8))
        x = x + self.result(F.gelu(self.hidden(self.norm2(x))))
        return self.dense(self.norm3(x))


def counted(output, y, y_weight):
    losses = F.cross_entropy(output.transpose(1, 2), y, reduction="none") * y_weight
    return losses.sum() / y_weight.sum()


def mean_squared(output, y):
    return F.mse_loss(output, y)


def logistic(output, y):
    return F.binary_cross_entropy_with_logits(output, y)


def tensor(value):
    # Nine digits give back the same float.
    data = value.detach().reshape(-1).tolist()
    return {"sizes": list(value.shape), "data": [int(v) if isinstance(v, int) else float(np.format_float_scientific(np.float32(v), 8)) for v in data]}


def train(network, loss, inputs, targets):
    weights = {name: tensor(parameter) for name, parameter in network.named_parameters()}
    adam = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(20):
        adam.zero_grad()
        value = loss(network(inputs["x"]), **targets)
        value.backward()
        adam.step()
        losses.append(float(value))
    return {
        "inputs": {name: tensor(value) for name, value in inputs.items()},
        "targets": {name: tensor(value) for name, value in targets.items()},
        "weights": weights,
        "losses": losses,
    }


torch.set_num_threads(1)
torch.manual_seed(1)
mask = (torch.arange(L)[None, :] < torch.tensor(LENGTHS)[:, None]).float()
sequences = lambda width: torch.randn(N, L, width)
lengths = torch.tensor(LENGTHS)
networks = {
    "multilayer": train(Multilayer(), mean_squared, {"x": torch.randn(N, WIDTH)}, {"y": torch.randn(N, 3)}),
    "lstm": train(Recurrent(nn.LSTM), mean_squared, {"x": sequences(WIDTH), "lengths": lengths}, {"y": torch.randn(N, 1)}),
    "gru": train(Recurrent(nn.GRU), mean_squared, {"x": sequences(WIDTH), "lengths": lengths}, {"y": torch.randn(N, 1)}),
    "convolution": train(Convolution(), logistic, {"x": sequences(WIDTH)}, {"y": torch.tensor([[0.0], [1.0], [1.0], [0.0]])}),
    "attention": train(
        Attention(), counted, {"x": sequences(8), "lengths": lengths}, {"y": torch.randint(0, 3, (N, L)), "y_weight": mask}),
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference.json"), "w") as file:
    json.dump({"torch": torch.__version__, "networks": networks}, file)
    file.write("\n")
for name, network in networks.items():
    print(name, network["losses"][0], network["losses"][-1])
