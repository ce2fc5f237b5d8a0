using System.Threading.Channels;
using Tincan.Framing;
using Tincan.Protocols.Reverse;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

/// <summary>A reverse client that finds out the dialect, and the wires of the server that the test plays: one for each connection.</summary>
internal sealed class SeekingClientBench : IAsyncDisposable
{
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan RawQuiet = TimeSpan.FromMilliseconds(20);

    private readonly Channel<MemoryWire> _connections = Channel.CreateUnbounded<MemoryWire>();
    private readonly SeekingReverseClient _client;
    private readonly LineInput _input;

    /// <param name="input">The lines.</param>
    /// <param name="ahead">How many lines may be unanswered; null for the default.</param>
    /// <param name="greeting">The greeting that the client expects.</param>
    /// <param name="said">What the server sends before the client waits for it.</param>
    public SeekingClientBench(string input, int? ahead = null, string greeting = "", string said = "")
    {
        (var first, Server) = MemoryWire.CreatePair();
        Assert.True(Server.SendTextAsync(said).IsCompletedSuccessfully);
        var options = new ReverseClientOptions { Greeting = greeting, Ahead = ahead, Lines = new() { Time = Clock } };
        _client = new SeekingReverseClient(first, Connect, options, Notices.Add);
        _input = new LineInput(new MemoryStream(WireText.Bytes(input)));
        Run = RunAsync();
    }

    public FakeClock Clock { get; } = new();

    /// <summary>The server's end of the first connection.</summary>
    public MemoryWire Server { get; }

    /// <summary>Whether the server accepts another connection.</summary>
    public bool Accepts { get; init; } = true;

    public Collected Answers { get; } = new();

    public List<string> Notices { get; } = [];

    /// <summary>What has come of an answer that is not whole.</summary>
    public string Pending => WireText.Text(_client.Pending.Span);

    /// <summary>Ends when all lines are answered.</summary>
    public Task Run { get; }

    /// <summary>Waits for the client to connect again.</summary>
    public Task<MemoryWire> AcceptAsync() => _connections.Reader.ReadAsync().InTime();

    /// <summary>Waits until the client waits for the end of a silence, and passes it.</summary>
    public async Task BeQuietAsync(TimeSpan quiet)
    {
        await Clock.WhenTimerAsync(quiet);
        Clock.Advance(quiet);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _input.DisposeAsync();
    }

    private async Task RunAsync()
    {
        await _client.GreetAsync();
        await _client.RunAsync(_input, (answer, _) => Answers.TakeAsync(answer));
    }

    private Task<Wire> Connect(CancellationToken cancel)
    {
        if (!Accepts)
        {
            throw new ConnectException("connection refused");
        }

        var (client, server) = MemoryWire.CreatePair();
        Assert.True(_connections.Writer.TryWrite(server));
        return Task.FromResult<Wire>(client);
    }
}
