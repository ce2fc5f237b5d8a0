using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Wires;
using Tincan.Wires.Sockets;

namespace GettingStarted;

// page: line server
/// <summary>Answers each line with its length.</summary>
internal sealed class LengthServer : IServer
{
    public Task ServeAsync(Conversation conversation) =>
        conversation.AnswerEachAsync(new LineOptions(), (line, lines) => lines.Write(Encoding.UTF8.GetBytes($"{line.Length}")));
}

// end
public sealed class LineServerTests
{
    // page: line server, run
    [Fact]
    public async Task A_line_is_answered_with_its_length()
    {
        var cancel = TestContext.Current.CancellationToken;
        var listener = await SocketListener.ListenAsync(new HostPort("127.0.0.1", 0), cancel: cancel);
        await using var host = Host.Start(listener, new LengthServer(), new HostOptions { MaxConnections = 100 }, NullLogger.Instance);

        Assert.Equal("5", await LineClient.AskAsync(Loopback.Of(host), "hello", cancel));
    }

    // end
}
