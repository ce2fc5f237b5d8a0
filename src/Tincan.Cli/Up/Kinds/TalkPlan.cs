using Tincan.Cli.Commands.Settings;
using Tincan.Cli.Settings;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Reloading;
using Tincan.Protocols.Talk;

namespace Tincan.Cli.Up.Kinds;

/// <summary>Talks to callers in turns, one at a time, in the words of a script: nobody sits at this end.</summary>
internal sealed record TalkPlan : LineServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<TalkPlan>(
        "talk", "Talks to callers in turns, one at a time, in the words of a script; the caller speaks first.", Ports.Talk)
        .With(
            "script",
            "A text file: what is said to each caller, a line a turn. Behind the last line, or at a blank one, the talk is ended.",
            SettingForms.File,
            static plan => plan.Script,
            static (plan, file) => plan with { Script = file },
            isRequired: true)
        .WithLines()
        .WithTry("tincan talk HOST PORT");

    public override ServiceKind Kind => Declared;

    public Said<string>? Script { get; init; }

    public override MessageCodec Codec => MessageCodec.Auto;

    public override HostOptions Defaults { get; } = new()
    {
        MaxConnections = 1,
        WhenFull = WhenFull.Wait,
        IdleTimeout = Timeout.InfiniteTimeSpan,
        MessageTimeout = Timeout.InfiniteTimeSpan,
        WriteTimeout = Timeout.InfiniteTimeSpan,
    };

    public override ValueTask<Prepared> PrepareAsync(Preparation preparation, CancellationToken cancel)
    {
        var script = preparation.Load(Script!.Value, TalkScript.Load, static script => script.ToString());
        return new(new Prepared(new Server(script.Content, Lines), script.Description));
    }

    private sealed class Server(Snapshot<TalkScript> script, LineOptions lines) : IServer
    {
        public Task ServeAsync(Conversation conversation) => new TalkServer(new Reader(script.Current), lines).ServeAsync(conversation);
    }

    private sealed class Reader(TalkScript script) : ITalker
    {
        private int _next;

        public Task<ReadOnlyMemory<byte>?> SayAsync(CancellationToken cancel) =>
            Task.FromResult<ReadOnlyMemory<byte>?>(_next < script.Lines.Count ? script.Lines[_next++] : null);

        public ValueTask HearAsync(ReadOnlyMemory<byte> message) => ValueTask.CompletedTask;
    }
}
