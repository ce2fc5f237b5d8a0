using Tincan.Cli.SharedOptions;
using Tincan.Protocols.Talk;

namespace Tincan.Cli.Protocols.Talk;

/// <summary><c>tincan talk</c>: talks in turns with a server; the client speaks first.</summary>
internal sealed class TalkCommand : Command, INamedCommand, IHasExamples
{
    private readonly Argument<string[]> _words = Target.Words();
    private readonly ClientSettings _client;

    public static string CommandName => "talk";

    public static string Does => "Talk in turns: type a line, see the answer. A blank line or the end of input ends the talk. If the server greets, its greeting is shown first.";

    public TalkCommand()
        : base(CommandName, Does)
    {
        Add(_words);
        _client = new ClientSettings(this, Timeout.InfiniteTimeSpan);
        Add(new TalkServerCommand());
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => "HOST PORT | talk server PORT";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("tincan talk server 50009", "wait for clients, one at a time"),
        ("tincan talk localhost 50009", "connect; you speak first"),
        ("tincan talk localhost 6379", "talk to Redis; SMTP and FTP servers work too"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (server, _) = Target.Take(parsed.GetRequiredValue(_words), most: 0);
        await using var watching = _client.Watch(parsed);
        using var faults = _client.Disturb(parsed, watching, cancel);
        await using var wire = await _client.Connect(parsed, server, watching, faults)(cancel);
        await using var talker = new ConsoleTalker();
        var lines = _client.Lines(parsed);
        var ending = await TalkClient.RunAsync(wire, talker, new() { Lines = lines, GreetingWait = lines.Quiet }, cancel);
        if (ending == TalkEnding.There)
        {
            Stderr.Line("(the other side ended the talk)");
        }

        return ExitCode.Fine;
    }
}
