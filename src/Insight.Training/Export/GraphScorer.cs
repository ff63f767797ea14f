using Microsoft.ML.OnnxRuntime;

namespace Insight.Training.Export;

/// <summary>Runs an exported model in ONNX Runtime as serving would: on one thread, in batches.</summary>
internal static class GraphScorer
{
    private const int BatchRows = 512;

    /// <summary>Every output, as doubles, one value per row.</summary>
    public static IReadOnlyDictionary<string, double[]> Run(byte[] onnx, IReadOnlyList<float[]> rows)
    {
        using var session = Open(onnx);
        var outputs = session.OutputMetadata.ToDictionary(output => output.Key, _ => new double[rows.Count], StringComparer.Ordinal);
        for (var start = 0; start < rows.Count; start += BatchRows)
        {
            RunBatch(session, rows, start, Math.Min(BatchRows, rows.Count - start), outputs);
        }

        return outputs;
    }

    /// <summary>A session as serving has it: on one thread.</summary>
    public static InferenceSession Open(byte[] onnx)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return new InferenceSession(onnx, options);
    }

    private static void RunBatch(InferenceSession session, IReadOnlyList<float[]> rows, int start, int count, Dictionary<string, double[]> outputs)
    {
        var columns = rows[start].Length;
        var input = new float[count * columns];
        for (var i = 0; i < count; i++)
        {
            rows[start + i].CopyTo(input, i * columns);
        }

        using var tensor = OrtValue.CreateTensorValueFromMemory(input, [count, columns]);
        using var run = new RunOptions();
        string[] names = [.. outputs.Keys];
        using var results = session.Run(run, [session.InputMetadata.Keys.Single()], [tensor], names);
        for (var o = 0; o < names.Length; o++)
        {
            var destination = outputs[names[o]].AsSpan(start, count);
            if (results[o].GetTensorTypeAndShape().ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64)
            {
                var values = results[o].GetTensorDataAsSpan<long>();
                for (var i = 0; i < count; i++)
                {
                    destination[i] = values[i];
                }
            }
            else
            {
                var values = results[o].GetTensorDataAsSpan<float>();
                for (var i = 0; i < count; i++)
                {
                    destination[i] = values[i];
                }
            }
        }
    }
}
