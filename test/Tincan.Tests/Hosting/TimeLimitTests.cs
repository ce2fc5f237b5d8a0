using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class TimeLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly HostOptions Unlimited = HostBench.Unlimited;

    [Fact]
    public async Task A_client_that_never_says_anything_gets_FIN()
    {
        var bench = new ConversationBench(AnswerLinesAsync, Unlimited with { FirstByteTimeout = 10 * Second });
        await bench.HasReceivedAsync(0);

        bench.StandStillToLimit(10 * Second);

        Assert.Equal("", await bench.Client.ReceiveTextAsync());
        await bench.LeaveAsync();
        Assert.Equal("Information: client connection closed: first-byte timeout; 0 B in, 0 B out", bench.Ending);
    }

    [Fact]
    public async Task After_its_first_byte_the_first_byte_limit_does_not_count()
    {
        var bench = new ConversationBench(AnswerLinesAsync, Unlimited with { FirstByteTimeout = 10 * Second });
        await bench.Client.SendTextAsync("a");
        await bench.HasReceivedAsync(1);
        bench.SweepAfter(11 * Second);
        await bench.Client.SendTextAsync("b\n");
        Assert.Equal("ab\n", await bench.Client.ReceiveTextAsync());
        await bench.LeaveAsync();
    }

    [Theory]
    [InlineData(Dialect.Lf)]
    [InlineData(Dialect.Auto)]
    public async Task A_trickle_does_not_extend_the_message_timeout(Dialect dialect)
    {
        var bench = new ConversationBench(
            conversation => AnswerLinesAsync(conversation, dialect), Unlimited with { MessageTimeout = 10 * Second });
        var ending = bench.Client.ReceiveTextAsync();
        var trickled = 0;
        while (trickled < 101)
        {
            Assert.False(ending.IsCompleted);
            await bench.Client.SendTextAsync("x");
            await bench.HasReceivedAsync(++trickled);
            bench.SweepAfter(0.1 * Second);
        }

        Assert.Equal("", await ending);
        await bench.LeaveAsync();
        Assert.Equal(
            "Warning: client connection closed: message timeout: the rest of a message did not arrive in time; 101 B in, 0 B out", bench.Ending);
    }

    [Fact]
    public async Task Many_messages_without_a_rest_are_not_one_slow_message()
    {
        var bench = new ConversationBench(AnswerLinesAsync, Unlimited with { MessageTimeout = 10 * Second });
        await bench.Client.SendTextAsync("a");
        for (var i = 0; i < 50; i++)
        {
            await bench.HasReceivedAsync(1 + (2 * i));
            bench.SweepAfter(Second);
            await bench.Client.SendTextAsync("\na");
            Assert.Equal("a\n", await bench.Client.ReceiveTextAsync());
        }

        await bench.HasReceivedAsync(101);
        bench.StandStillFor(10 * Second);
        await bench.LeaveAsync();
        Assert.StartsWith("Warning: client connection closed: message timeout", bench.Ending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_thinks_is_not_a_slow_client()
    {
        var (asked, thought) = (new TaskCompletionSource(), new TaskCompletionSource());
        var bench = new ConversationBench(
            async conversation =>
            {
                using var lines = new LineChannel(conversation.Wire, Options(conversation, Dialect.Lf));
                await lines.ReadAsync();
                asked.SetResult();
                await thought.Task;
                await lines.SendAsync("42"u8);
            },
            Unlimited with { MessageTimeout = 10 * Second });
        await bench.Client.SendTextAsync("wh");
        await bench.HasReceivedAsync(2);
        await bench.Client.SendTextAsync("y?\nand");
        await asked.Task.InTime();

        bench.StandStillFor(TimeSpan.FromDays(1));
        thought.SetResult();

        Assert.Equal("42\n", await bench.Client.ReceiveToEndAsync());
    }

    [Fact]
    public async Task A_slow_query_gets_not_understood()
    {
        var book = AddressBook.Read("a@b,A\n"u8.ToArray(), "book.csv");
        var bench = new ConversationBench(new BookServer(book), Unlimited with { MessageTimeout = 10 * Second });
        await bench.Client.SendTextAsync("Q");
        await bench.HasReceivedAsync(1);
        bench.StandStillFor(10 * Second);
        Assert.Equal("R\u001fError: Unknown message protocol", await bench.Client.ReceiveToEndAsync());
        await bench.LeaveAsync();
    }

    [Fact]
    public async Task A_client_that_takes_nothing_is_reset_at_once()
    {
        var bench = new ConversationBench(SendMuchAsync, Unlimited with { WriteTimeout = 60 * Second });
        await bench.IsSendingAsync(0);

        bench.StandStillToLimit(60 * Second);

        await bench.Run.InTime();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Client.ReceiveAsync(new byte[1])));
        Assert.Equal("Warning: client connection closed: write timeout: connection aborted; 0 B in, 0 B out", bench.Ending);
    }

    [Fact(Timeout = 60_000)]
    public async Task FIN_that_has_to_wait_for_the_client_is_something_that_it_does_not_take()
    {
        var bench = new ConversationBench(
            static async conversation =>
            {
                await conversation.Wire.FinishAsync();
                await conversation.Wire.ReceiveToEndAsync();
            },
            Unlimited with { WriteTimeout = 60 * Second },
            static wire => new UnfinishableWire(wire));
        await bench.IsSendingAsync(0);
        bench.StandStillFor(60 * Second);

        await bench.Run.InTime();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Client.ReceiveAsync(new byte[1])));
        Assert.StartsWith("Warning: client connection closed: write timeout", bench.Ending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_takes_each_send_in_time_is_not_reset()
    {
        var bench = new ConversationBench(
            static async conversation =>
            {
                for (var i = 0; i < 3; i++)
                {
                    await conversation.Wire.SendAsync(new byte[64 * 1024]);
                }
            },
            Unlimited with { WriteTimeout = 60 * Second });
        for (var i = 0; i < 2; i++)
        {
            await bench.IsSendingAsync((i + 1) * 64 * 1024);
            bench.StandStillFor(59 * Second);
            await bench.Client.ReceiveExactlyAsync(64 * 1024);
        }

        await bench.Client.ReceiveToEndAsync();
        await bench.LeaveAsync();
        Assert.Equal("Information: client connection closed: server finished; 0 B in, 196608 B out", bench.Ending);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_is_not_an_idle_client()
    {
        var bench = new ConversationBench(SendMuchAsync, Unlimited with { IdleTimeout = 10 * Second });
        await bench.IsSendingAsync(0);
        bench.StandStillFor(TimeSpan.FromDays(1));
        await bench.Client.ReceiveExactlyAsync(100_000);
        await bench.LeaveAsync();
    }

    [Fact]
    public async Task A_connection_that_is_old_finishes_the_message_in_hand_and_gets_FIN()
    {
        var bench = new ConversationBench(AnswerLinesAsync, Unlimited with { MaxConnectionAge = 3600 * Second });
        await bench.Client.SendTextAsync("a");
        await bench.HasReceivedAsync(1);
        bench.SweepAfter(3599 * Second);
        bench.SweepAfter(Second);
        Assert.False(bench.Run.IsCompleted);

        await bench.Client.SendTextAsync("b\n");

        Assert.Equal("ab\n", await bench.Client.ReceiveToEndAsync());
        await bench.LeaveAsync();
        Assert.Equal("Information: client connection closed: max connection age reached; 3 B in, 3 B out", bench.Ending);
    }

    [Fact]
    public async Task An_old_connection_that_does_not_finish_its_message_is_reset()
    {
        var bench = new ConversationBench(AnswerLinesAsync, Unlimited with { MaxConnectionAge = 3600 * Second, DrainTimeout = 5 * Second });
        await bench.Client.SendTextAsync("a");
        await bench.HasReceivedAsync(1);
        bench.SweepAfter(3600 * Second);

        bench.StandStillToLimit(5 * Second);

        await bench.Run.InTime();
        Assert.Equal(CloseReason.PeerReset, await WireText.FailureOf(bench.Client.ReceiveAsync(new byte[1])));
    }

    [Fact]
    public async Task A_raw_message_that_has_begun_is_finished_when_the_server_stops()
    {
        var bench = new ConversationBench(static conversation => AnswerLinesAsync(conversation, Dialect.Raw), Unlimited);
        await bench.Client.SendTextAsync("one ");
        await bench.HasReceivedAsync(4);
        bench.Stop();
        await bench.Client.SendTextAsync("message");
        await bench.HasReceivedAsync(11);
        await bench.Clock.WhenTimersAsync(1);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal("one message", await bench.Client.ReceiveToEndAsync());
        await bench.LeaveAsync();
    }

    private static Task AnswerLinesAsync(Conversation conversation) => AnswerLinesAsync(conversation, Dialect.Lf);

    private static Task AnswerLinesAsync(Conversation conversation, Dialect dialect) =>
        conversation.AnswerEachAsync(Options(conversation, dialect), static (line, lines) => lines.Write(line));

    private static LineOptions Options(Conversation conversation, Dialect dialect) => new() { Dialect = dialect, Time = conversation.Time };

    private static Task SendMuchAsync(Conversation conversation) => conversation.Wire.SendAsync(new byte[100_000]).AsTask();
}
