using System.Numerics;
using System.Text.Json;
using Insight.Registry;
using Insight.Scoring.Reasons;
using Microsoft.ML.OnnxRuntime;

namespace Insight.Scoring;

/// <summary>
/// One model version, ready to score: a single ONNX Runtime session, shared by all callers (<c>Run</c> is safe concurrently). It works on the calling
/// thread alone, because requests and batches bring the parallelism and spinning threads would take the cores from them.
/// </summary>
public sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelSignature _signature;
    private readonly string[] _outputs;
    private readonly BoundPool<BoundRow> _rows;
    private volatile bool _disposed;

    private OnnxModel(ModelManifest manifest, InferenceSession session, ModelSignature signature, Explainer? explainer)
    {
        Manifest = manifest;
        Explainer = explainer;
        _session = session;
        _signature = signature;
        _outputs = [.. signature.Floats, .. signature.Integers];
        _rows = new BoundPool<BoundRow>(() => new BoundRow(this, session, signature), row => row.Close());
        SegmentNames = ReadSegmentNames(manifest);
    }

    public ModelManifest Manifest { get; }

    /// <summary>Gives reasons for the predictions; null where the version has none.</summary>
    public Explainer? Explainer { get; }

    /// <summary>Names of the groups by id, of the model <c>segments</c>; empty for others.</summary>
    internal IReadOnlyDictionary<long, string> SegmentNames { get; }

    /// <summary>Opens a model and asks it the golden rows, so that what cannot answer, or answers otherwise than when it was made, never serves.</summary>
    /// <param name="explainer">The model's from now on, also when it is refused.</param>
    /// <exception cref="ModelRefusedException">
    /// Made for another feature schema, not a readable graph, with other inputs and outputs than its question has, or with other answers than it was stored with.
    /// </exception>
    public static OnnxModel Load(ModelManifest manifest, byte[] onnx, Explainer? explainer = null)
    {
        var signature = ModelSignature.Of(manifest.Model);
        if (manifest.FeatureHash != signature.FeatureHash)
        {
            explainer?.Dispose();
            throw new ModelRefusedException(manifest, $"it was made for the feature schema {manifest.FeatureHash}, this version computes {signature.FeatureHash}.");
        }

        InferenceSession? session = null;
        OnnxModel? model = null;
        try
        {
            session = Open(onnx);
            ModelCheck.Signature(manifest, session, signature);
            model = new OnnxModel(manifest, session, signature, explainer);
            ModelCheck.Golden(model, signature);
            return model;
        }
        catch (Exception e)
        {
            (model as IDisposable ?? session)?.Dispose();
            explainer?.Dispose();
            throw e as ModelRefusedException ?? new ModelRefusedException(manifest, $"ONNX Runtime cannot use its graph ({e.Message})", e);
        }
    }

    /// <summary>Scores one row without allocating. The answers are the caller's until they are disposed.</summary>
    /// <exception cref="ObjectDisposedException">The model was unloaded.</exception>
    internal BoundRow RunRow(ReadOnlySpan<float> features)
    {
        var row = _rows.Rent();
        try
        {
            row.Run(features);
            return row;
        }
        catch
        {
            row.Dispose();
            throw;
        }
    }

    /// <summary>Scores rows, in blocks of a power of two: a session remembers a memory pattern for every number of rows that it was given.</summary>
    /// <param name="features">Row-major [rows, columns]; may be longer than that.</param>
    /// <exception cref="ObjectDisposedException">The model was unloaded.</exception>
    /// <exception cref="ArgumentException">Fewer values than the rows need.</exception>
    /// <exception cref="ModelRefusedException">The graph answered with another number of rows.</exception>
    public ModelOutputs Run(float[] features, int rows)
    {
        // A session that was closed would be used after its memory is gone.
        ObjectDisposedException.ThrowIf(_disposed, this);
        var length = checked(rows * _signature.Columns);
        if (rows < 1 || features.Length < length)
        {
            throw new ArgumentException($"Found {features.Length} values for {rows} rows of {_signature.Columns} features; expected at least one row and all its values.", nameof(features));
        }

        var floats = _signature.Floats.Select(_ => new float[rows]).ToArray();
        var integers = _signature.Integers.Select(_ => new long[rows]).ToArray();
        for (int start = 0, block; start < rows; start += block)
        {
            block = 1 << BitOperations.Log2((uint)(rows - start));
            RunBlock(features, start, block, floats, integers);
        }

        var outputs = new ModelOutputs();
        for (var i = 0; i < floats.Length; i++)
        {
            outputs.Add(_signature.Floats[i], floats[i]);
        }

        for (var i = 0; i < integers.Length; i++)
        {
            outputs.Add(_signature.Integers[i], integers[i]);
        }

        return outputs;
    }

    /// <summary>Not while somebody scores: see <see cref="CachedModel"/>.</summary>
    public void Dispose()
    {
        _disposed = true;
        _rows.Close();
        _session.Dispose();
        Explainer?.Dispose();
    }

    internal void Return(BoundRow row) => _rows.Return(row);

    internal static InferenceSession Open(byte[] onnx)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,

            // Many models are loaded and each needs little room to work in: none keeps an arena of its own. A pattern tells where each step's result lies in one block of memory;
            // without it every step asks the C library, where requests that run at once wait for each other.
            EnableCpuMemArena = false,
            EnableMemoryPattern = true,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return new InferenceSession(onnx, options);
    }

    private void RunBlock(float[] features, int start, int rows, float[][] floats, long[][] integers)
    {
        var memory = features.AsMemory(start * _signature.Columns, rows * _signature.Columns);
        using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, [rows, _signature.Columns]);
        using var options = new RunOptions();
        using var results = _session.Run(options, [ModelSignature.Input], [input], _outputs);
        for (var i = 0; i < floats.Length; i++)
        {
            Copy(results[i], _outputs[i], floats[i].AsSpan(start, rows));
        }

        for (var i = 0; i < integers.Length; i++)
        {
            Copy(results[floats.Length + i], _outputs[floats.Length + i], integers[i].AsSpan(start, rows));
        }
    }

    private void Copy<T>(OrtValue value, string output, Span<T> destination)
        where T : unmanaged
    {
        var span = value.GetTensorDataAsSpan<T>();
        if (span.Length != destination.Length)
        {
            throw new ModelRefusedException(Manifest, $"its output {output} has {span.Length} values for {destination.Length} rows; expected one each.");
        }

        span.CopyTo(destination);
    }

    private static SortedDictionary<long, string> ReadSegmentNames(ModelManifest manifest)
    {
        var names = new SortedDictionary<long, string>();
        if (manifest.Model == ModelNames.Segments && manifest.Details.TryGetValue("segments", out var segments) && segments.ValueKind == JsonValueKind.Array)
        {
            foreach (var segment in segments.EnumerateArray())
            {
                names[segment.GetProperty("id").GetInt64()] = segment.GetProperty("name").GetString() ?? "";
            }
        }

        return names;
    }
}
