using System.Text.Json;
using System.Text.Json.Serialization;

namespace Insight.Profiles;

/// <summary>How profiles are written into their table rows: by generated code, for a refresh writes one for every customer.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CustomerProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
