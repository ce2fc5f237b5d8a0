using System.IO.Pipelines;
using Tincan.Cli.Telemetry;
using Tincan.Cli.Web;
using Tincan.Recording;

namespace Tincan.Cli.Tests.Web;

public sealed class EventStreamTests
{
    [Fact]
    public async Task A_viewer_that_comes_back_gets_only_what_it_has_not_seen_and_the_turn_follows_from_all()
    {
        var written = await WrittenAsync(new EventFeed(), from: 3, Said("HELLO\n", 0), Said("HEL", 6), Said("LO", 9));

        Assert.Contains("\ndata: {\"number\":3,", written, StringComparison.Ordinal);
        Assert.DoesNotContain("\ndata: {\"number\":2,", written, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"message 2 part 2\"", written, StringComparison.Ordinal);
        Assert.Contains("server has 5 bytes of a message without its end", written, StringComparison.Ordinal);
        Assert.DoesNotContain("event: lost", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(4, 0)]
    public async Task Only_what_is_missing_of_what_was_wanted_is_lost(long from, int lost)
    {
        var written = await WrittenAsync(new EventFeed(maxEvents: 2), from, [.. Enumerable.Range(0, 5).Select(static at => Said("a\n", at * 2))]);

        Assert.Equal(lost > 0, written.Contains($"event: lost\ndata: {{\"before\":4,\"count\":{lost}}}\n", StringComparison.Ordinal));
        Assert.Equal(lost > 0, written.Contains("event: lost", StringComparison.Ordinal));
        Assert.EndsWith("id: 5\n\n", written[..written.IndexOf("event: figures", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.EndsWith("event: end\ndata: {}\n\n", written, StringComparison.Ordinal);
    }

    private static WireEvent Said(string text, long offset)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return new WireEvent
        {
            Connection = 1,
            Kind = WireEventKind.Receive,
            Offset = offset,
            Message = (int)(offset / 6),
            Bytes = Encoding.UTF8.GetBytes(text),
            Ends = end < 0 ? [] : [offset + end + 1],
        };
    }

    private static async Task<string> WrittenAsync(EventFeed feed, long from, params WireEvent[] events)
    {
        var number = 0;
        foreach (var happened in events)
        {
            feed.Take(happened with { Number = ++number });
        }

        feed.End();
        using var figures = new Figures();
        var stream = new EventStream(feed, new PageInfo(DateTimeOffset.UnixEpoch, "serve echo", "127.0.0.1:50007"), null, figures, TimeProvider.System);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await stream.WriteAsync(from, pipe.Writer, TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        using var read = new StreamReader(pipe.Reader.AsStream());
        return await read.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
