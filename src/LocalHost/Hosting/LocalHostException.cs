namespace Insight.LocalHost.Hosting;

/// <summary>Why LocalHost cannot start or serve: one line for a person, saying what was found and what to do.</summary>
public sealed class LocalHostException(string message, Exception? inner = null) : Exception(message, inner);
