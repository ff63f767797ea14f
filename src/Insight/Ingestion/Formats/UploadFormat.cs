namespace Insight.Ingestion.Formats;

/// <summary>A kind of file that is recognised by its columns.</summary>
internal abstract class UploadFormat
{
    /// <summary>What the file means if its columns are this format's, else null.</summary>
    public abstract Interpretation? Interpret(FileColumns columns);
}
