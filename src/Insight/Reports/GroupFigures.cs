namespace Insight.Reports;

/// <summary>An RFM group: how many customers it has and what they have brought so far, less returns.</summary>
public sealed record GroupFigures(string Group, long Customers, double Revenue);
