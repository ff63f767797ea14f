using Insight.Scoring;

namespace Insight.Tests.Scoring;

public sealed class BoundPoolTests
{
    [Fact]
    public void ManyAtOnce_NoRoomIsLentTwice_AndCloseClosesEachOnce()
    {
        var made = 0;
        var pool = new BoundPool<Room>(() => new Room(Interlocked.Increment(ref made)), room => room.Closed++);
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<Room, bool>();

        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var room = pool.Rent();
            Assert.Equal(1, Interlocked.Increment(ref room.Callers));
            seen.TryAdd(room, true);
            if (i % 50 == 0)
            {
                Thread.Yield();
            }

            Interlocked.Decrement(ref room.Callers);
            pool.Return(room);
        });
        pool.Close();

        Assert.Equal(made, seen.Count);
        Assert.InRange(made, 1, 8 + Environment.ProcessorCount); // one for each caller, and one left behind on each processor
        Assert.All(seen.Keys, room => Assert.Equal(1, room.Closed));
        Assert.Throws<ObjectDisposedException>(pool.Rent);
    }

    private sealed class Room(int number)
    {
        public int Callers;

        public int Closed { get; set; }

        public override string ToString() => $"room {number}";
    }
}
