using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Tests.Support;

/// <summary>One hosted conversation without a host, so that a test sweeps when it wants.</summary>
internal sealed class ConversationBench
{
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly HostedConversation _conversation;

    public ConversationBench(IServer server)
    {
        (Client, var wire) = MemoryWire.CreatePair();
        Probe = new ProbeWire(wire);
        _conversation = new HostedConversation(Probe, new() { Time = Clock, IdleLimit = Idle, LingerLimit = Linger }, Log);
        Run = _conversation.RunAsync(server);
    }

    public ConversationBench(Func<Conversation, Task> serve)
        : this(new FuncServer(serve))
    {
    }

    public FakeClock Clock { get; } = new();

    public LogLines Log { get; } = new();

    public MemoryWire Client { get; }

    /// <summary>The wire under the host's.</summary>
    public ProbeWire Probe { get; }

    /// <summary>Ends when the conversation is closed.</summary>
    public Task Run { get; }

    /// <summary>The last line of the log: how it ended.</summary>
    public string Ending => Log.Lines[^1];

    /// <summary>Sees it stand still now, lets time pass, and sweeps.</summary>
    public void StandStillFor(TimeSpan time)
    {
        _conversation.Sweep();
        _conversation.Sweep();
        SweepAfter(time);
    }

    public void SweepAfter(TimeSpan time)
    {
        Clock.Advance(time);
        _conversation.Sweep();
    }

    public void Stop() => _conversation.Stop();

    public void CutOff() => _conversation.CutOff();

    /// <summary>The client has heard enough: it finishes, and the conversation must end.</summary>
    public async Task LeaveAsync()
    {
        await Client.FinishAsync();
        await Run.InTime();
    }
}
