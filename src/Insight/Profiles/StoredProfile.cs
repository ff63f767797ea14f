using Insight.Features;

namespace Insight.Profiles;

/// <summary>A profile as the table holds it.</summary>
/// <param name="Profile">As the last refresh that changed it left it.</param>
/// <param name="History">
/// The customer's orders, browsing and trail up to the profile's time, from which requests score anew; null where they are too many to be stored
/// (600 KiB compressed, more than some thirty thousand orders), and then only <paramref name="Profile"/> can be answered.
/// </param>
public sealed record StoredProfile(CustomerProfile Profile, CustomerHistory? History);
