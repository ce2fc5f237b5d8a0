using System.CommandLine;
using Tincan.Cli.Terminal;
using Tincan.Framing;
using Tincan.Send;
using Tincan.Wires;

namespace Tincan.Cli.Commands;

/// <summary><c>tincan send</c>: one line out, everything back.</summary>
internal sealed class SendCommand : Command, IShown
{
    private readonly Argument<string[]> _words = Target.Words();
    private readonly Option<bool> _halfClose = Opt.Flag("--half-close", "Say FIN behind the line, for a server that answers at the end of input.");
    private readonly ClientSettings _client;

    public SendCommand()
        : base("send", "Send one line from standard input, and write everything that comes back until the server closes.")
    {
        Add(_words);
        Add(_halfClose);
        _client = new ClientSettings(this, TimeSpan.FromSeconds(30), MessageSettings.Lines());
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => "HOST PORT";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("echo HELLO | tincan send localhost 50007", "ask a server one thing"),
        ("echo HELLO | tincan send --half-close [::1]:50007", "and say FIN behind it, so that an echo server closes too"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (server, _) = Target.Take(parsed.GetRequiredValue(_words), most: 0);
        await using var watching = _client.Watch(parsed);
        using var faults = _client.Disturb(parsed, watching, cancel);
        await using var wire = await _client.Connect(parsed, server, watching, faults)(cancel);
        await using var input = Input.Lines(null);
        var line = await input.ReadAsync(cancel);
        var halfClose = parsed.GetValue(_halfClose);
        await using var output = PeerOutput.Open(null);
        try
        {
            await SendClient.RunAsync(
                wire,
                line.Content,
                halfClose,
                bytes =>
                {
                    output.Write(bytes.Span);
                    return ValueTask.CompletedTask;
                },
                cancel);
        }
        catch (WireException idle) when (idle.Reason == CloseReason.Idle)
        {
            var hint = halfClose
                ? "the server may wait for another line"
                : "the server may wait for more: try --half-close, which says FIN behind the line";
            throw new WireException(CloseReason.Idle, $"{server} said nothing more: {idle.Message}; {hint}");
        }

        return ExitCode.Fine;
    }
}
