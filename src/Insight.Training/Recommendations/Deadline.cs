namespace Insight.Training.Recommendations;

/// <summary>A moment after which nothing new is tried.</summary>
/// <param name="room">From now until then.</param>
internal sealed class Deadline(TimeProvider time, TimeSpan room)
{
    private readonly long _started = time.GetTimestamp();

    public bool IsOver => Left <= TimeSpan.Zero;

    private TimeSpan Left => room - time.GetElapsedTime(_started);

    /// <summary>A part of what is left now.</summary>
    public Deadline Share(double share) => new(time, Left * share);
}
