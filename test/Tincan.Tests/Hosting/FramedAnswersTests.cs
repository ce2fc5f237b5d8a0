using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Framing.Framings;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Tests.Hosting;

public sealed class FramedAnswersTests
{
    [Fact]
    public async Task Each_message_is_answered_however_it_arrives()
    {
        foreach (var cut in Enumerable.Range(1, 7))
        {
            Assert.Equal("4:HI!!,", await AskAsync("netstring", "4:hi!!,", cut));
        }
    }

    [Fact]
    public async Task Messages_that_arrive_together_are_answered_in_order_and_the_directions_may_differ() =>
        Assert.Equal("A;B;", await AskAsync("netstring / delimiter \";\"", "1:a,1:b,", cut: 8));

    [Fact]
    public async Task A_message_may_get_no_answer() => Assert.Equal("1:B,", await AskAsync("netstring", "0:,1:b,", cut: 7));

    [Fact]
    public async Task Those_before_an_invalid_message_are_answered() => Assert.Equal("1:A,", await AskAsync("netstring", "1:a,no length", cut: 13));

    /// <summary>Sends some bytes in two parts to a server that answers in capitals, and returns everything that comes back.</summary>
    private static async Task<string> AskAsync(string framing, string bytes, int cut)
    {
        var cancel = TestContext.Current.CancellationToken;
        var listener = new MemoryListener();
        await using var host = Host.Start(listener, new Capitals(FramingPair.Parse(framing)), options: null, NullLogger.Instance);
        await using var client = listener.Connect();
        await client.SendAsync(Encoding.ASCII.GetBytes(bytes[..cut]), cancel);
        if (cut < bytes.Length)
        {
            await client.SendAsync(Encoding.ASCII.GetBytes(bytes[cut..]), cancel);
        }

        await client.FinishAsync(cancel);
        var back = new StringBuilder();
        var buffer = new byte[64];
        while (await client.ReceiveAsync(buffer, cancel) is var count and > 0)
        {
            back.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return back.ToString();
    }

    private sealed class Capitals(FramingPair framing) : IServer
    {
        public Task ServeAsync(Conversation conversation) => conversation.AnswerEachAsync(framing, static message =>
            message.IsEmpty ? default(ReadOnlyMemory<byte>?) : Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(message.Span).ToUpperInvariant()));
    }
}
