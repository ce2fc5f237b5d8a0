using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Tests.Book.Formats;
using Tincan.Tests.Support;

namespace Tincan.Tests.Book;

public sealed class BookServerTests
{
    private const string Luke = "Q\u000eluke@gmail.com";
    private const string LukesName = "R\u000eLuke Skywalker";
    private const string NotFound = "R\u0009Error 404";
    private const string NotUnderstood = "R\u001fError: Unknown message protocol";

    private static readonly AddressBook Book = AddressBookTests.Read("luke@gmail.com,Luke Skywalker\n");

    [Theory]
    [InlineData(Luke, LukesName)]
    [InlineData("Q\u000eLUKE@gmail.com", LukesName)]
    [InlineData("Q\u0003a@b", NotFound)]
    [InlineData("Q\u0000", NotFound)]
    [InlineData(Luke + "Q\u0003a@b" + Luke, LukesName + NotFound + LukesName)]
    [InlineData(Luke + "X", LukesName + NotUnderstood)]
    [InlineData("R\u000eluke@gmail.com" + Luke, NotUnderstood)]
    [InlineData("Q", NotUnderstood)]
    [InlineData("Q\u000eluke", NotUnderstood)]
    [InlineData(Luke + "Q\u0002\u00ff\u00ff", LukesName + NotUnderstood)]
    public Task Queries_are_answered_in_order_and_malformed_ones_get_not_understood_on_every_split(string said, string answers) =>
        Splits.EachAsync(said, async split =>
        {
            await using var bench = new HostBench(new BookServer(Book));
            var client = bench.Connect();
            await client.SendSegmentsAsync(split);
            await client.FinishAsync();

            Assert.Equal(answers, await client.ReceiveToEndAsync());
        });

    [Fact]
    public async Task After_an_answer_the_connection_is_kept()
    {
        await using var bench = new HostBench(new BookServer(Book));
        var client = bench.Connect();
        for (var turn = 0; turn < 3; turn++)
        {
            await client.SendTextAsync(Luke);
            Assert.Equal(LukesName, await client.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task Answering_what_is_no_query_it_closes_without_losing_the_answer_to_a_client_that_goes_on_talking()
    {
        await using var bench = new HostBench(new BookServer(Book));
        var client = bench.Connect();
        await client.SendTextAsync("GET / HTTP/1.1\r\n");
        await client.SendTextAsync("Host: nobody listens\r\n\r\n");

        Assert.Equal(NotUnderstood, await client.ReceiveToEndAsync());
    }

    [Theory]
    [InlineData("Q")]
    [InlineData("Q\u000e")]
    [InlineData("Q\u000eluke")]
    public async Task A_query_whose_rest_does_not_come_is_not_understood_after_the_idle_limit(string half)
    {
        var bench = new ConversationBench(new BookServer(Book));
        await bench.Client.SendTextAsync(Luke + half);
        Assert.Equal(LukesName, await bench.Client.ReceiveTextAsync());
        await bench.HasReceivedAsync((Luke + half).Length);
        bench.StandStillFor(ConversationBench.Idle);

        Assert.Equal(NotUnderstood, await bench.Client.ReceiveToEndAsync());
        await bench.LeaveAsync();
    }

    [Fact]
    public async Task A_silent_client_receives_only_FIN_after_the_idle_timeout()
    {
        var bench = new ConversationBench(new BookServer(Book));
        bench.StandStillFor(ConversationBench.Idle);

        Assert.Equal("", await bench.Client.ReceiveToEndAsync());
        await bench.LeaveAsync();
    }

    [Theory]
    [InlineData(Luke, LukesName)]
    [InlineData(Luke + Luke, LukesName)]
    [InlineData("Q\u0003a@b", NotFound)]
    [InlineData("X", NotUnderstood)]
    public Task In_one_shot_it_closes_after_one_answer_on_every_split(string said, string answer) =>
        Splits.EachAsync(said, async split =>
        {
            await using var bench = new HostBench(new BookServer(Book, oneShot: true));
            var client = bench.Connect();
            await client.SendSegmentsAsync(split);

            Assert.Equal(answer, await client.ReceiveToEndAsync());
        });

    [Fact]
    public async Task A_client_that_waits_in_the_middle_of_a_query_keeps_no_other_waiting()
    {
        await using var bench = new HostBench(new BookServer(Book));
        var (slow, other) = (bench.Connect(), bench.Connect());
        await slow.SendTextAsync("Q\u000eluke");
        await other.SendTextAsync(Luke);
        Assert.Equal(LukesName, await other.ReceiveTextAsync());
        await slow.SendTextAsync("@gmail.com");

        Assert.Equal(LukesName, await slow.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_query_that_cannot_be_answered_now_gets_unavailable_and_the_connection_is_kept()
    {
        await using var bench = new HostBench(new BookServer(new NoBook()));
        var client = bench.Connect();
        await client.SendTextAsync(Luke + Luke);

        Assert.Equal("R\u001eError 503: Service UnavailableR\u001eError 503: Service Unavailable", await client.ReceiveTextAsync());
    }

    private sealed class NoBook : IBook
    {
        public LookupOutcome Find(ReadOnlySpan<byte> email, out ReadOnlyMemory<byte> response)
        {
            response = default;
            return LookupOutcome.Unavailable;
        }
    }
}
