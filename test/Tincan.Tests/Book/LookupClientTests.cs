using Tincan.Book;
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
    [InlineData("R\u0000", "Found ")]
    [InlineData("R\u001fError: Unknown message protocol", "NotUnderstood Error: Unknown message protocol")]
    public Task A_response_is_read_on_every_split(string response, string read) =>
        Splits.EachAsync(response.Replace("\u00eb", "\u00c3\u00ab", StringComparison.Ordinal), async split =>
        {
            var (client, server) = Client();
            await server.SendSegmentsAsync(split);

            Assert.Equal(read, await AskAsync(client, "luke@gmail.com"));
        });

    [Theory]
    [InlineData("Q\u0001x", "a message begins with 'Q' (0x51), not with 'R'")]
    [InlineData("R\u0005Lu", "a message was cut off: 2 of 5 bytes of text came")]
    public async Task What_is_no_response_is_an_error(string said, string why)
    {
        var (client, server) = Client();
        await server.SayAsync(said);
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

        Assert.Equal(BookFramerTests.Message('Q', new string('x', length)), await server.HearAsync());
        await server.SayAsync("R\u0001A");
        Assert.Equal("Found A", await asking);
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
