using Tincan.Cli.SharedOptions;
using Tincan.Protocols.Send;

namespace Tincan.Cli.Protocols.Send;

/// <summary><c>tincan send</c>: sends one line or all lines, and writes everything that comes back.</summary>
internal sealed class SendCommand : Command, INamedCommand, IHasExamples
{
    private readonly Argument<string[]> _words = Target.Words();
    private readonly Option<bool> _all = NewOption.Flag(
        "--all", "Send all lines of standard input, each with CRLF, and not only the first. What comes back is written at the same time.");

    private readonly Option<bool> _halfClose = NewOption.Flag("--half-close", "Send a FIN after the last line, for a server that answers at the end of input.");
    private readonly ClientSettings _client;

    public static string CommandName => "send";

    public static string Does => "Send one line from standard input, and write everything that comes back until the server closes.";

    public SendCommand()
        : base(CommandName, Does)
    {
        this.AddAll(_words, _all, _halfClose);
        _client = new ClientSettings(this, TimeSpan.FromSeconds(30), MessageCodec.Auto);
        SetAction((parsed, _) => Failure.GuardAsync(interrupt => RunAsync(parsed, interrupt.Token)));
    }

    public string Usage => "HOST PORT";

    public IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("echo HELLO | tincan send localhost 50007", "send a server one line"),
        ("echo HELLO | tincan send --half-close [::1]:50007", "send a FIN after it, so that an echo server closes"),
        ("printf 'GET / HTTP/1.0\\n\\n' | tincan send --all localhost 8000", "an HTTP request, which ends with a blank line"),
        ("printf 'PING\\nQUIT\\n' | tincan send --all localhost 6379", "two commands for Redis"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var (server, _) = Target.Take(parsed.GetRequiredValue(_words), most: 0);
        await using var watching = _client.Watch(parsed);
        using var faults = _client.Disturb(parsed, watching, cancel);
        await using var wire = await _client.Connect(parsed, server, watching, faults)(cancel);
        await using var input = Input.Lines(null);
        await using var output = PeerOutput.Open(null);
        var isRestLeft = false;
        try
        {
            var outcome = parsed.GetValue(_all)
                ? await SendClient.RunAllAsync(wire, input, parsed.GetValue(_halfClose), WriteAsync, cancel)
                : await SendFirstAsync();
            return Conclude(parsed, server, outcome);
        }
        catch (WireException idle) when (idle.Reason == CloseReason.Idle)
        {
            throw new WireException(CloseReason.Idle, $"{server} did not close the connection: {idle.Message}; {Hint(parsed, isRestLeft)}");
        }

        async Task<SendOutcome> SendFirstAsync()
        {
            var line = await input.ReadAsync(cancel);
            isRestLeft = input.HasMore;
            if (isRestLeft)
            {
                Stderr.Line("(only the first line of the input is sent; --all sends every line)");
            }

            return await SendClient.RunAsync(wire, line.Content, parsed.GetValue(_halfClose), WriteAsync, cancel);
        }

        ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            output.Write(bytes.Span);
            return ValueTask.CompletedTask;
        }
    }

    private int Conclude(ParseResult parsed, WireAddress server, SendOutcome outcome)
    {
        if (!outcome.IsAllSent)
        {
            Stderr.Error($"{server} closed the connection before it had received all of the input");
            return ExitCode.Failed;
        }

        if (outcome.Received == 0)
        {
            // Most servers that expect TLS close without a word, so this is the only place for the hint.
            Stderr.Line($"({server} closed the connection without sending anything{(_client.IsTls(parsed) ? "" : "; if it expects TLS, add --tls")})");
        }

        return ExitCode.Fine;
    }

    private string Hint(ParseResult parsed, bool isRestLeft) =>
        isRestLeft ? "it may wait for the rest of the input: try --all, which sends every line"
        : parsed.GetValue(_halfClose) ? "it may wait for another line"
        : parsed.GetValue(_all) ? "it may wait for the end of input: try --half-close, which sends a FIN after the last line"
        : "it may wait for more: try --half-close, which sends a FIN after the line, or --all with a blank line at the end, as HTTP needs it";
}
