using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Insight.Learning.Training;

/// <summary>Checkpoints on disk: little-endian numbers, closed by the SHA-256 of all before it.</summary>
internal static class CheckpointFile
{
    private const string Magic = "insight-checkpoint-2";

    /// <summary>Writes beside the file and then renames: whoever is killed leaves the old one or the new one.</summary>
    public static void Write(string path, Checkpoint checkpoint, TrainingFingerprint fingerprint)
    {
        string beside = path + ".new";
        using (FileStream file = File.Create(beside))
        {
            using var hash = SHA256.Create();
            using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(hashed, Encoding.UTF8))
            {
                Write(writer, checkpoint, fingerprint);
            }

            file.Write(hash.Hash); // there once the stream is closed
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Reads a checkpoint; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of another training; the message says which part differs.</exception>
    public static Checkpoint? Read(string path, TrainingFingerprint fingerprint)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using FileStream file = File.OpenRead(path);
        if (!IsWhole(file))
        {
            throw new InvalidDataException($"Checkpoint '{path}' is damaged: its {file.Length} bytes do not have the hash they end with.");
        }

        file.Position = 0;
        using var reader = new BinaryReader(file, Encoding.UTF8);
        if (reader.ReadString() != Magic)
        {
            throw new InvalidDataException($"'{path}' is no checkpoint of this version.");
        }

        var found = new TrainingFingerprint(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        if (found != fingerprint)
        {
            string what = found.Network != fingerprint.Network ? $"network ({found.Network}; now {fingerprint.Network})"
                : found.Options != fingerprint.Options ? $"options ({found.Options}; now {fingerprint.Options})"
                : found.Examples != fingerprint.Examples ? "examples"
                : $"layers or loss ({found.Computation}; now {fingerprint.Computation})";
            throw new InvalidDataException($"Checkpoint '{path}' is of another training: the {what} differ. Delete it to begin anew.");
        }

        return new Checkpoint
        {
            Step = reader.ReadInt64(),
            BestEpoch = reader.ReadInt32(),
            History = ReadList(reader, ReadEpoch),
            Tensors = ReadList(reader, ReadTensor),
            Best = ReadList(reader, ReadTensor),
        };
    }

    private static bool IsWhole(FileStream file)
    {
        int size = SHA256.HashSizeInBytes;
        if (file.Length <= size)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (long left = file.Length - size; left > 0;)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        Span<byte> found = stackalloc byte[size];
        file.ReadExactly(found);
        return found.SequenceEqual(hash.GetHashAndReset());
    }

    private static void Write(BinaryWriter writer, Checkpoint checkpoint, TrainingFingerprint fingerprint)
    {
        writer.Write(Magic);
        writer.Write(fingerprint.Network);
        writer.Write(fingerprint.Options);
        writer.Write(fingerprint.Examples);
        writer.Write(fingerprint.Computation);
        writer.Write(checkpoint.Step);
        writer.Write(checkpoint.BestEpoch);
        WriteList(writer, checkpoint.History, WriteEpoch);
        WriteList(writer, checkpoint.Tensors, WriteTensor);
        WriteList(writer, checkpoint.Best, WriteTensor);
    }

    private static void WriteList<T>(BinaryWriter writer, IReadOnlyList<T> items, Action<BinaryWriter, T> write)
    {
        writer.Write(items.Count);
        foreach (T item in items)
        {
            write(writer, item);
        }
    }

    private static T[] ReadList<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var items = new T[reader.ReadInt32()];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = read(reader);
        }

        return items;
    }

    private static void WriteTensor(BinaryWriter writer, float[] tensor)
    {
        writer.Write(tensor.Length);
        writer.Write(MemoryMarshal.AsBytes(tensor.AsSpan()));
    }

    private static float[] ReadTensor(BinaryReader reader)
    {
        var tensor = new float[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(tensor.AsSpan()));
        return tensor;
    }

    private static void WriteEpoch(BinaryWriter writer, EpochRecord epoch)
    {
        writer.Write(epoch.Epoch);
        writer.Write(epoch.TrainingLoss);
        writer.Write(epoch.ValidationLoss.HasValue);
        writer.Write(epoch.ValidationLoss ?? 0);
        writer.Write(epoch.LearningRate);
        writer.Write(epoch.GradientNorm);
        WriteList(writer, [.. epoch.Metrics], (to, metric) =>
        {
            to.Write(metric.Key);
            to.Write(metric.Value);
        });
    }

    private static EpochRecord ReadEpoch(BinaryReader reader)
    {
        int epoch = reader.ReadInt32();
        double training = reader.ReadDouble();
        bool validated = reader.ReadBoolean();
        double validation = reader.ReadDouble();
        return new EpochRecord(
            epoch,
            training,
            validated ? validation : null,
            reader.ReadDouble(),
            reader.ReadDouble(),
            ReadList(reader, from => (Name: from.ReadString(), Value: from.ReadDouble())).ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal));
    }
}
