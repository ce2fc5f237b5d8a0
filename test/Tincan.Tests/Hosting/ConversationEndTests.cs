using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class ConversationEndTests
{
    private const string Secret = "TOP-SECRET";

    [Fact]
    public async Task A_server_that_throws_aborts_its_client_and_says_so()
    {
        var bench = new ConversationBench(static _ => throw new InvalidOperationException("a bug"));
        await bench.Run.InTime();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Client.ReceiveAsync(new byte[1])));
        Assert.Equal(
            ["Debug: client connected", "Error: client unhandled exception in the server", "Information: client connection closed: unhandled exception; 0 B in, 0 B out"],
            bench.Log.Lines);
    }

    [Fact]
    public async Task A_server_that_cannot_continue_resets_its_client_and_faults_the_host()
    {
        var bench = new ConversationBench(static _ => throw new ServerFaultException("the disk is full"));
        await bench.Run.InTime();
        Assert.Equal("the disk is full", bench.Fault?.Message);
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Client.ReceiveAsync(new byte[1])));
    }

    [Fact]
    public async Task What_asks_after_the_reset_whether_the_connection_is_aborted_sees_it_at_once()
    {
        var asks = new TaskCompletionSource();
        var isAborted = false;
        var bench = new ConversationBench(async conversation =>
        {
            await asks.Task;
            isAborted = conversation.Aborted.IsCancellationRequested;
        });
        bench.CutOff();
        asks.SetResult();
        await bench.Run.InTime();
        Assert.True(isAborted);
    }

    [Fact]
    public async Task A_client_that_resets_is_not_the_servers_failure()
    {
        using var pairs = new PairServer();
        var bench = new ConversationBench(pairs);
        bench.Client.Abort();
        await bench.Run.InTime();
        Assert.Equal("Warning: client connection closed: client reset the connection: connection reset by peer; 0 B in, 0 B out", bench.Ending);
    }

    [Fact]
    public async Task A_message_that_is_not_understood_ends_with_FIN_and_its_reason()
    {
        using var pairs = new PairServer();
        var bench = new ConversationBench(pairs);
        await bench.Client.SendTextAsync("a");
        await bench.LeaveAsync();
        Assert.Equal("", await bench.Client.ReceiveTextAsync());
        Assert.Equal("Warning: client connection closed: malformed message: 1 of 2 bytes is missing; 1 B in, 0 B out", bench.Ending);
    }

    [Theory]
    [InlineData(Secret + Secret + "\n", false)]
    [InlineData(Secret, false)]
    [InlineData(Secret, true)]
    public async Task The_log_never_has_the_clients_bytes(string text, bool reset)
    {
        var bench = new ConversationBench(static async conversation =>
        {
            using var lines = new LineChannel(conversation.Wire, new() { Dialect = Dialect.CrLf, MaxLine = Secret.Length, Time = conversation.Time });
            while (await lines.ReadAsync() is { IsEnd: false } line)
            {
                conversation.LogDialect(lines);
                await lines.SendAsync(line.Span);
            }
        });
        await bench.Client.SendTextAsync(text);
        if (reset)
        {
            bench.Client.Abort();
        }

        await bench.LeaveAsync();

        Assert.DoesNotContain("SECRET", bench.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dialect_that_was_taken_is_logged_with_its_reason()
    {
        var bench = new ConversationBench(static conversation =>
        {
            using var lines = new LineChannel(conversation.Wire, new() { Dialect = Dialect.CrLf });
            conversation.LogDialect(lines);
            return Task.CompletedTask;
        });
        await bench.LeaveAsync();
        Assert.Contains("Information: client speaks crlf: it was set", bench.Log.Lines);
    }

    [Fact]
    public async Task What_a_server_waits_for_besides_its_client_ends_when_it_is_cut_off()
    {
        var bench = new ConversationBench(static conversation => Task.Delay(Timeout.InfiniteTimeSpan, conversation.Time, conversation.Aborted));
        bench.Stop();
        Assert.False(bench.Run.IsCompleted);

        bench.CutOff();

        await bench.Run.InTime();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Client.ReceiveAsync(new byte[1])));
        Assert.Equal("Information: client connection closed: server shutdown; 0 B in, 0 B out", bench.Ending);
    }
}
