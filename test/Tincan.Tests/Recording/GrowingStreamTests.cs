using Tincan.Files;
using Tincan.Recording;
using Tincan.Tests.Support;

namespace Tincan.Tests.Recording;

public sealed class GrowingStreamTests
{
    [Fact]
    public async Task At_the_end_it_waits_for_more()
    {
        using var file = new TemporaryFile(".jsonl");
        await using var writer = new FileStream(file.Path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var clock = new FakeClock();
        using var stop = new CancellationTokenSource();
        await using var growing = new GrowingStream(File.Open(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), stop.Token, clock);
        var buffer = new byte[10];

        await writer.WriteAsync("one"u8.ToArray());
        Assert.Equal(3, await growing.ReadAsync(buffer).InTime());

        var reading = growing.ReadAsync(buffer);
        await clock.WhenTimersAsync(1);
        await writer.WriteAsync("more"u8.ToArray());
        clock.Advance(GrowingStream.PollInterval);
        Assert.Equal(4, await reading.InTime());
        Assert.Equal("more", WireText.Text(buffer.AsSpan(0, 4)));
    }

    [Fact]
    public async Task When_stopped_it_returns_the_rest_and_then_ends()
    {
        var clock = new FakeClock();
        using var stop = new CancellationTokenSource();
        await using var growing = new GrowingStream(new MemoryStream("rest"u8.ToArray()), stop.Token, clock);
        var buffer = new byte[10];
        await stop.CancelAsync();

        Assert.Equal(4, await growing.ReadAsync(buffer).InTime());
        Assert.Equal(0, await growing.ReadAsync(buffer).InTime());
    }

    [Fact]
    public async Task Stopping_ends_the_wait()
    {
        var clock = new FakeClock();
        using var stop = new CancellationTokenSource();
        await using var growing = new GrowingStream(new MemoryStream(), stop.Token, clock);

        var reading = growing.ReadAsync(new byte[10]);
        await clock.WhenTimersAsync(1);
        await stop.CancelAsync();

        Assert.Equal(0, await reading.InTime());
    }
}
