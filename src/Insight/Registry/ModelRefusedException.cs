namespace Insight.Registry;

/// <summary>A stored model that must not serve: its bytes, its schema or its graph are not what its manifest promises.</summary>
public sealed class ModelRefusedException : Exception
{
    public ModelRefusedException(string model, string version, string found, Exception? inner = null)
        : base($"Model {model} {version} is refused: {found}", inner)
    {
        Model = model;
        Version = version;
    }

    public ModelRefusedException(ModelManifest manifest, string found, Exception? inner = null)
        : this(manifest.Model, manifest.Version, found, inner)
    {
    }

    public string Model { get; }

    public string Version { get; }
}
