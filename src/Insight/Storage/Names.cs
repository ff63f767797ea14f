namespace Insight.Storage;

/// <summary>Every container, queue and table of the product, named once. infra/ and the triggers use the same names.</summary>
public static class Names
{
    /// <summary>Blob containers. Inside each, the first path segment is the shop.</summary>
    public static class Containers
    {
        public const string Uploads = "uploads";
        public const string Quarantine = "quarantine";
        public const string Reports = "reports";
        public const string Lake = "lake";
        public const string Models = "models";
        public const string Exports = "exports";
        public static readonly IReadOnlyList<string> All = [Uploads, Quarantine, Reports, Lake, Models, Exports];
    }

    public static class Queues
    {
        public const string Training = "training";
        public const string RefreshProfiles = "refresh-profiles";
        public const string LakeWork = "lake-work";
        public static readonly IReadOnlyList<string> All = [Training, RefreshProfiles, LakeWork];
    }

    public static class Tables
    {
        public const string Shops = "Shops";
        public const string ShopKeys = "ShopKeys";
        public const string Ingestions = "Ingestions";
        public const string TrainingRuns = "TrainingRuns";
        public const string Profiles = "Profiles";
        public static readonly IReadOnlyList<string> All = [Shops, ShopKeys, Ingestions, TrainingRuns, Profiles];
    }
}
