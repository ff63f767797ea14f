using Insight.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Learning.Training;

/// <summary>Whether the runtime at hand may write rows into the very tensor that it reads them from.</summary>
/// <remarks>ScatterND leaves out its copy when input and output are the same memory. Nothing promises it, so it is tried once before it is relied on.</remarks>
internal static class RowWrites
{
    private static readonly Lazy<bool> Tried = new(Try);

    public static bool InPlace => Tried.Value;

    private static bool Try()
    {
        var graph = new GraphBuilder("self-test");
        Value table = graph.Input("table", TensorType.Float, [5, 3]);
        Value unique = graph.Input("unique", TensorType.Int64, ["U"]);
        Value rows = graph.Gather(table, unique);
        graph.Output("table'", graph.Apply("ScatterND", TensorType.Float, table.Shape, [table, graph.Unsqueeze(unique, 1), (rows * 2) + 1]));
        using SessionOptions options = Sessions.Options(1);
        using var session = new InferenceSession(graph.Build(), options);
        using var run = new RunOptions();
        using OrtIoBinding binding = session.CreateIoBinding();
        using var values = new TensorBuffer<float>(5, 3);
        using var places = new TensorBuffer<long>(2);
        for (int i = 0; i < 15; i++)
        {
            values.Span[i] = i;
        }

        places.Span[0] = 3;
        places.Span[1] = 1;
        binding.BindInput(table.Name, values.Value);
        binding.BindInput(unique.Name, places.Value);
        binding.BindOutput("table'", values.Value);
        session.RunWithBinding(run, binding);
        session.RunWithBinding(run, binding);
        for (int i = 0; i < 15; i++)
        {
            // Twice 2x + 1.
            float expected = i / 3 is 1 or 3 ? (4 * i) + 3 : i;
            if (values.Span[i] != expected)
            {
                return false;
            }
        }

        return true;
    }
}
