using Tincan.Protocols.Book;
using Tincan.Protocols.Book.Formats;
using Tincan.Tests.Book.Formats;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Book;

public sealed class LookupClientTests
{
    private static readonly AddressBook Book = AddressBookTests.Read("luke@gmail.com,Luke Skywalker\nleia@gmail.com,Leia Organa\n");

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task All_is_asked_on_one_connection_or_on_one_each_when_the_server_closes_after_each_answer(bool oneShot, int connections)
    {
        await using var bench = new HostBench(new BookServer(Book, oneShot));
        var connected = 0;
        await using var client = new LookupClient(_ =>
        {
            connected++;
            return Task.FromResult<Wire>(bench.Connect());
        });

        Assert.Equal("Found Luke Skywalker", await AskAsync(client, "luke@gmail.com"));
        Assert.Equal("NotFound Error 404", await AskAsync(client, "han@gmail.com"));
        Assert.Equal("Found Leia Organa", await AskAsync(client, "LEIA@gmail.com"));
        Assert.Equal(connections, connected);
    }

    [Theory]
    [InlineData("R\u0005Zo\u00eb!", "Found Zo\u00eb!")]
    [InlineData("R\u001eError 503: Service Unavailable", "Unavailable Error 503: Service Unavailable")]
    [InlineData("R\u0000", "NotFound ")]
    [InlineData("R\u000eLuke Skywalker\n", "Found Luke Skywalker")]
    [InlineData("R\u000fLuke Skywalker\n", "Found Luke Skywalker")]
    [InlineData("R\u000fLuke Skywalker\0", "Found Luke Skywalker")]
    [InlineData("R\u0010error 404: none!", "NotFound error 404: none!")]
    [InlineData("R\u0009Not found", "NotFound Not found")]
    [InlineData("R\u0010Error: bad query", "NotUnderstood Error: bad query")]
    [InlineData("R\u001fError: Unknown message protocol", "NotUnderstood Error: Unknown message protocol")]
    public Task A_response_is_read_on_every_split(string response, string read) =>
        Splits.EachAsync(response.Replace("\u00eb", "\u00c3\u00ab", StringComparison.Ordinal), async split =>
        {
            var (client, server) = Client();
            await server.SendSegmentsAsync(split);

            Assert.Equal(read, await AskAsync(client, "luke@gmail.com"));
        });

    [Theory]
    [InlineData("Q\u0001x", "the server does not speak the address book protocol: it answered 'Q\\x01x'")]
    [InlineData("Luke Skywalker\n", "the server does not speak the address book protocol: it answered 'Luke Skywalker\\n'")]
    [InlineData("R\u0005Lu", "a message was cut off: 2 of 5 bytes of text came")]
    public async Task What_is_no_response_is_an_error(string said, string why)
    {
        var (client, server) = Client();
        await server.SendTextAsync(said);
        await server.FinishAsync();

        var error = await Assert.ThrowsAsync<WireException>(() => AskAsync(client, "luke@gmail.com"));
        Assert.Equal((CloseReason.Malformed, why), (error.Reason, error.Message));
    }

    [Fact]
    public async Task A_server_that_closes_without_an_answer_is_an_error()
    {
        var (client, server) = Client();
        await server.FinishAsync();

        var error = await Assert.ThrowsAsync<WireException>(() => AskAsync(client, "luke@gmail.com"));
        Assert.Equal((CloseReason.PeerFinished, "the server closed the connection without an answer"), (error.Reason, error.Message));
    }

    [Theory]
    [InlineData(128)]
    [InlineData(255)]
    public async Task An_address_of_up_to_255_bytes_is_asked_for(int length)
    {
        var (client, server) = Client();
        var asking = AskAsync(client, new string('x', length));

        Assert.Equal(BookFramerTests.Message('Q', new string('x', length)), await server.ReceiveTextAsync());
        await server.SendTextAsync("R\u0001A");
        Assert.Equal("Found A", await asking);
    }

    [Fact]
    public Task A_length_that_counts_characters_is_not_a_shorter_name_on_any_split() =>
        Splits.EachAsync("R\u0005Padm\u00c3\u00a9", async split =>
        {
            var (client, server) = Client();
            await server.SendSegmentsAsync(split);

            var error = await Assert.ThrowsAsync<WireException>(() => AskAsync(client, "padme@naboo.gov"));
            Assert.Equal(CloseReason.Malformed, error.Reason);
            Assert.EndsWith("must count bytes of UTF-8, not characters", error.Message, StringComparison.Ordinal);
        });

    [Fact]
    public async Task A_server_that_answers_once_and_keeps_the_connection_open_is_asked_on_a_new_one()
    {
        var clock = new FakeClock();
        var servers = new List<MemoryWire>();
        await using var client = new LookupClient(
            _ =>
            {
                var (near, far) = MemoryWire.CreatePair();
                servers.Add(far);
                return Task.FromResult<Wire>(near);
            },
            clock);
        var first = AskAsync(client, "a");
        await servers[0].ReceiveTextAsync();
        await servers[0].SendTextAsync("R\u0001A");
        Assert.Equal("Found A", await first);

        var second = AskAsync(client, "b");
        await clock.WhenTimerAsync(LookupClient.SecondQuestionTimeout);
        clock.Advance(LookupClient.SecondQuestionTimeout);
        await Bounded.UntilAsync(() => servers.Count == 2);
        await servers[1].SendTextAsync("R\u0001B");
        Assert.Equal("Found B", await second);

        var third = AskAsync(client, "c");
        await Bounded.UntilAsync(() => servers.Count == 3);
        await servers[2].SendTextAsync("R\u0001C");
        Assert.Equal("Found C", await third);
    }

    private static (LookupClient Client, MemoryWire Server) Client()
    {
        var (near, far) = MemoryWire.CreatePair();
        return (new LookupClient(_ => Task.FromResult<Wire>(near)), far);
    }

    private static async Task<string> AskAsync(LookupClient client, string email)
    {
        var lookup = await client.AskAsync(System.Text.Encoding.UTF8.GetBytes(email)).InTime();
        return $"{lookup.Outcome} {System.Text.Encoding.UTF8.GetString(lookup.Text.Span)}";
    }
}
