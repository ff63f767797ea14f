namespace Insight;

/// <summary>Settings of an installation, section <c>Insight</c> of the app settings.</summary>
public sealed class InsightOptions
{
    public const string Section = "Insight";

    /// <summary>The key that creates and deletes shops. Without one nobody can.</summary>
    public string? AdminKey { get; set; }
}
