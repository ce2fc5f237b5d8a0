using Tincan.Cli.Services;
using Tincan.Hosting;
using Tincan.Protocols.Talk;
using Tincan.Reloading;

namespace Tincan.Cli.Protocols.Talk;

/// <summary>A server that talks to clients in turns, one at a time. Its lines come from a script or from the terminal.</summary>
internal sealed record TalkPlan : LineServicePlan
{
    public static ServiceKind Declared { get; } = new ServiceKind<TalkPlan>(
        "talk", "Wait for clients and talk in turns with one at a time. The client speaks first. The next client is connected, but waits.", 50009)
    {
        Try = "tincan talk HOST PORT",
        Usual = ["script"],
        Examples =
        [
            ("tincan serve talk", "on 127.0.0.1:50009; you answer at the terminal"),
            ("tincan serve talk --listen '*:5000'", "on all addresses"),
        ],
    }
        .WithRequired("script", "Text file to send to each client, one line per turn. The talk ends at a blank line or at the end of the file.",
            SettingForms.File, static plan => plan.Script, static (plan, file) => plan with { Script = file }, isOptionOptional: true)
        .With(LineSettings);

    public override ServiceKind Kind => Declared;

    /// <summary>The script; null to type the lines at the terminal.</summary>
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

        public Task<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancel) =>
            Task.FromResult<ReadOnlyMemory<byte>?>(_next < script.Lines.Count ? script.Lines[_next++] : null);

        public ValueTask ShowAsync(ReadOnlyMemory<byte> message) => ValueTask.CompletedTask;
    }
}
