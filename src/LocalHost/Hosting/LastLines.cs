namespace Insight.LocalHost.Hosting;

/// <summary>The last lines that a process wrote, for the message when it fails.</summary>
internal sealed class LastLines(int count)
{
    private readonly Queue<string> lines = new();

    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (lines)
        {
            lines.Enqueue(line.Trim());
            if (lines.Count > count)
            {
                lines.Dequeue();
            }
        }
    }

    public override string ToString()
    {
        lock (lines)
        {
            return lines.Count == 0 ? "it wrote nothing" : string.Join(" | ", lines);
        }
    }
}
