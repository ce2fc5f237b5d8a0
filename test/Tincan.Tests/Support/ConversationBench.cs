using Tincan.Hosting;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>One hosted conversation without a host, so that a test sweeps when it wants.</summary>
internal sealed class ConversationBench
{
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly HostedConversation _conversation;
    private readonly ConversationOwner _owner = new();

    /// <summary>Begins a conversation.</summary>
    /// <param name="server">What is said in it.</param>
    /// <param name="options">The limits; null for two that tests know.</param>
    /// <param name="around">Puts a wire around the server's end; null for none.</param>
    public ConversationBench(IServer server, HostOptions? options = null, Func<Wire, Wire>? around = null)
    {
        options = (options ?? new() { IdleTimeout = Idle, LingerTimeout = Linger }) with { Time = Clock };
        (Client, var wire) = MemoryWire.CreatePair();
        Probe = new ProbeWire(around?.Invoke(wire) ?? wire);
        _conversation = new HostedConversation(Probe, ObservedSide.Server, options, Log);
        _conversation.Begin(server, _owner);
    }

    /// <inheritdoc cref="ConversationBench(IServer, HostOptions?, Func{Wire, Wire}?)"/>
    public ConversationBench(Func<Conversation, Task> serve, HostOptions? options = null, Func<Wire, Wire>? around = null)
        : this(new FuncServer(serve), options, around)
    {
    }

    public FakeClock Clock { get; } = new();

    public LogLines Log { get; } = new();

    public MemoryWire Client { get; }

    /// <summary>The wire under the host's.</summary>
    public ProbeWire Probe { get; }

    /// <summary>Ends when the conversation is closed.</summary>
    public Task Run => _conversation.Done;

    /// <summary>Why the server cannot go on, if so.</summary>
    public ServerFaultException? Fault => _owner.Fault;

    /// <summary>The last line of the log: how it ended.</summary>
    public string Ending => Log.Lines[^1];

    /// <summary>Waits until as many bytes were received in all, and the server waits for more, or a limit has ended it.</summary>
    public Task HasReceivedAsync(long count) => Bounded.UntilAsync(
        () => _conversation.Limit is not null || (_conversation.Wire.Received >= count && _conversation.Wire.IsReceiving));

    /// <summary>Waits until a send of the server waits for the client.</summary>
    /// <param name="count">How many bytes it has sent before that.</param>
    public Task IsSendingAsync(long count) => Bounded.UntilAsync(() => _conversation.Wire.Sent >= count && _conversation.Wire.IsSending);

    /// <summary>Sees it stand still now, lets time pass, and sweeps.</summary>
    public void StandStillFor(TimeSpan time)
    {
        _conversation.Sweep();
        _conversation.Sweep();
        SweepAfter(time);
    }

    /// <summary>Sees it stand still until a limit has passed, and not ended just before.</summary>
    public void StandStillToLimit(TimeSpan limit)
    {
        var justBefore = TimeSpan.FromMilliseconds(1);
        StandStillFor(limit - justBefore);
        Assert.False(Run.IsCompleted);
        SweepAfter(justBefore);
    }

    public void SweepAfter(TimeSpan time)
    {
        Clock.Advance(time);
        _conversation.Sweep();
    }

    public void Stop() => _conversation.Stop();

    public void CutOff() => _conversation.Abort();

    /// <summary>The client has received enough: it finishes, and the conversation must end.</summary>
    public async Task LeaveAsync()
    {
        await Client.FinishAsync();
        await Run.InTime();
    }
}
