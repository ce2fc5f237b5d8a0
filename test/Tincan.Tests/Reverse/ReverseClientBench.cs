using Tincan.Framing;
using Tincan.Protocols.Reverse;
using Tincan.Tests.Support;
using Tincan.Wires;

namespace Tincan.Tests.Reverse;

/// <summary>A reverse client, and the wire of the server that the test plays.</summary>
internal sealed class ReverseClientBench : IAsyncDisposable
{
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan RawQuiet = TimeSpan.FromMilliseconds(20);

    private LineInput? _input;

    public ReverseClientBench(ReverseClientOptions? options = null)
    {
        (var client, Server) = MemoryWire.CreatePair();
        options ??= new();
        Client = new ReverseClient(client, options with { Lines = options.Lines with { Time = Clock } });
    }

    public FakeClock Clock { get; } = new();

    public MemoryWire Server { get; }

    public ReverseClient Client { get; }

    public Collected Answers { get; } = new();

    /// <summary>Sends as far as may be before an answer comes; all of it lies on the wire when this returns.</summary>
    public Task RunAsync(string input) => RunAsync(new MemoryStream(WireText.Bytes(input)));

    /// <summary>The same for input that comes as it comes.</summary>
    public Task RunAsync(Stream input)
    {
        _input = new LineInput(input);
        return Client.RunAsync(_input, (answer, _) => Answers.TakeAsync(answer));
    }

    /// <summary>Lets the silence pass that ends a raw message or a greeting.</summary>
    public async Task BeQuietAsync(TimeSpan quiet)
    {
        await Clock.WhenTimerAsync(quiet);
        Clock.Advance(quiet);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_input is not null)
        {
            await _input.DisposeAsync();
        }
    }
}
