namespace Insight.Training.Recommendations;

/// <summary>A moment after which nothing new is tried.</summary>
/// <param name="room">From now until then.</param>
internal sealed class Deadline(TimeProvider time, TimeSpan room)
{
    private readonly long _started = time.GetTimestamp();

    public bool IsOver => Used >= 1;

    /// <summary>The share of the room that is over, 0 or more.</summary>
    public double Used => room > TimeSpan.Zero ? time.GetElapsedTime(_started) / room : 1;

    /// <summary>A part of what is left now.</summary>
    public Deadline Share(double share) => new(time, room * Math.Max(0, 1 - Used) * share);
}
