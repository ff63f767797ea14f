"""Takes training steps of the networks of the benchmark `learning` with PyTorch, on one thread.

    python3 torch_steps.py lstm|attention        (Debian's python3-torch)

Reads a number of steps a line from standard input and answers with the milliseconds that they took together.
"""

import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(1)
torch.set_num_threads(1)


class Lstm(nn.Module):
    """LSTM(50), dropout .2, LSTM(50), dropout .2, dense: batch 32, length 60, one number a step."""

    def __init__(self):
        super().__init__()
        self.layers = nn.LSTM(1, 50, num_layers=2, dropout=0.2, batch_first=True)
        self.dropout, self.dense = nn.Dropout(0.2), nn.Linear(50, 1)
        self.x, self.y = torch.randn(32, 60, 1), torch.randn(32, 1)
        self.optimizers = [torch.optim.Adam(self.parameters(), lr=0.001)]

    def loss(self):
        return F.mse_loss(self.dense(self.dropout(self.layers(self.x)[0][:, -1])), self.y)


class Attention(nn.Module):
    """One causal block of two heads over 50 of 12,000 products, batch 128, sampled softmax with 256 negatives; the products' vectors are updated by rows."""

    N, L, D, HEADS, HIDDEN, PRODUCTS, NEGATIVES = 128, 50, 64, 2, 128, 12_000, 256

    def __init__(self):
        super().__init__()
        self.products = nn.Embedding(self.PRODUCTS, self.D, sparse=True)
        self.norm1, self.norm2, self.norm3 = nn.LayerNorm(self.D), nn.LayerNorm(self.D), nn.LayerNorm(self.D)
        self.projections, self.output = nn.Linear(self.D, 3 * self.D), nn.Linear(self.D, self.D)
        self.hidden, self.result = nn.Linear(self.D, self.HIDDEN), nn.Linear(self.HIDDEN, self.D)
        self.mask = torch.triu(torch.full((self.L, self.L), -1e9), diagonal=1)
        dense = [parameter for name, parameter in self.named_parameters() if not name.startswith("products")]
        self.optimizers = [torch.optim.Adam(dense, lr=0.001), torch.optim.SparseAdam(self.products.parameters(), lr=0.001)]

    def loss(self):
        x = torch.randint(self.PRODUCTS, (self.N, self.L))
        y = torch.randint(self.PRODUCTS, (self.N, self.L))
        negatives = torch.randint(self.PRODUCTS, (self.NEGATIVES,))
        h = self.products(x)
        parts = self.projections(self.norm1(h)).chunk(3, dim=2)
        q, k, v = (part.view(self.N, self.L, self.HEADS, -1).transpose(1, 2) for part in parts)
        scores = (q / q.shape[-1] ** 0.5) @ k.transpose(2, 3) + self.mask
        h = h + self.output((scores.softmax(-1) @ v).transpose(1, 2).reshape(self.N, self.L, self.D))
        h = self.norm3(h + self.result(F.gelu(self.hidden(self.norm2(h)))))
        right = (h * self.products(y)).sum(-1)
        others = h @ self.products(negatives).t()
        others = others.masked_fill(y.unsqueeze(-1) == negatives, -1e9)
        return F.softplus(others.logsumexp(-1) - right).mean()


network = {"lstm": Lstm, "attention": Attention}[sys.argv[1]]()
for line in sys.stdin:
    started = time.perf_counter()
    for _ in range(int(line)):
        for optimizer in network.optimizers:
            optimizer.zero_grad()
        network.loss().backward()
        for optimizer in network.optimizers:
            optimizer.step()
    print((time.perf_counter() - started) * 1000, flush=True)
