using Tincan.Cli.Services;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Hosting;
using Tincan.Protocols.Talk;
using Tincan.Reloading;

namespace Tincan.Cli.Protocols.Talk;

/// <summary>A server that talks to callers in turns, one at a time: in the words of a script, or in those of whoever sits at the terminal.</summary>
internal sealed record TalkPlan : LineServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<TalkPlan>(
        "talk", "Wait for callers and talk to them in turns, one at a time; the caller speaks first, and the next one waits, connected, until it is served.", 50009)
    {
        Try = "tincan talk HOST PORT",
        Examples =
        [
            ("tincan serve talk", "on 127.0.0.1:50009; you answer at the terminal"),
            ("tincan serve talk --listen '*:5000'", "on every address"),
        ],
    }
        .WithRequired("script", "A text file: what each caller is sent, a line a turn. After the last line, or at a blank one, the talk ends.",
            SettingForms.File, static plan => plan.Script, static (plan, file) => plan with { Script = file }, isOptionOptional: true)
        .With(LineSettings);

    public override ServiceKind Kind => Declared;

    /// <summary>What is said; null for the words of whoever sits at the terminal.</summary>
    public Located<string>? Script { get; init; }

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
        if (Script is not { } file)
        {
            var talker = preparation.Own(new ConsoleTalker());
            return new(new Prepared(new TalkServer(talker, Lines, talker)));
        }

        var script = preparation.Load(file, TalkScript.Load, static script => script.ToString());
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
