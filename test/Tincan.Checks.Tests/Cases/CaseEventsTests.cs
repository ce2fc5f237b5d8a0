using Tincan.Checks.Cases;
using Tincan.Recording;

namespace Tincan.Checks.Tests.Cases;

public sealed class CaseEventsTests
{
    [Fact]
    public void A_few_events_are_all_kept()
    {
        var kept = new CaseEvents();
        kept.Take(Sent(1, 10));
        kept.Take(Sent(2, 10));

        Assert.Equal([1, 2], kept.Events.Select(static one => one.Number));
    }

    [Fact]
    public void The_first_and_last_of_many_events_are_kept_with_a_count_of_the_rest()
    {
        var kept = new CaseEvents();
        for (var number = 1; number <= 1000; number++)
        {
            kept.Take(Sent(number, 64 * 1024));
        }

        Assert.Equal(1, kept.Events[0].Number);
        Assert.Equal(1000, kept.Events[^1].Number);
        Assert.True(kept.Events.Sum(static one => one.Bytes.Length) <= 2 * CaseEvents.MaxBytes);
        var note = Assert.Single(kept.Events, static one => one.Kind == WireEventKind.Note);
        var left = 1000 - (kept.Events.Count - 1);
        Assert.Equal($"{left} events with {left * 64 * 1024} bytes left out", note.Text);
    }

    private static WireEvent Sent(long number, int size) => new() { Number = number, Kind = WireEventKind.Send, Bytes = new byte[size] };
}
