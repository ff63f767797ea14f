using Insight.Features;

namespace Insight.Profiles;

/// <summary>How each RFM group is told, in words. FM is the mean of the frequency and monetary quintiles.</summary>
internal static class RfmGroupTexts
{
    public static string Of(string group) => group switch
    {
        RfmGroups.Champions => "Bought among the latest fifth, often and for much (R = 5, FM ≥ 4).",
        RfmGroups.Loyal => "Buy often and for much, lately enough (R = 3 or 4, FM ≥ 4).",
        RfmGroups.Active => "Bought lately, with middling frequency and spending (R ≥ 4, 2 ≤ FM < 4).",
        RfmGroups.New => "Bought among the latest fifth, so far little (R = 5, FM < 2).",
        RfmGroups.Promising => "Bought lately, so far little (R = 4, FM < 2).",
        RfmGroups.NeedsAttention => "Middling in everything and not heard of for a while (R = 3, 2 ≤ FM < 4).",
        RfmGroups.AtRisk => "Bought well once, not for long (R ≤ 2, 3 ≤ FM ≤ 4).",
        RfmGroups.PreviouslyLoyal => "Were among the best buyers and have not bought for long (R ≤ 2, FM > 4).",
        RfmGroups.AlmostLost => "Bought little and not lately (R = 2 with FM < 3, or R = 3 with FM < 2).",
        RfmGroups.Dormant => "Bought little, longest ago (R = 1, FM < 3).",
        RfmGroups.Prospects => "Known, but have not bought anything yet.",
        _ => "",
    };
}
