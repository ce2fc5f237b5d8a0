using System.CommandLine;
using Tincan.Cli.Settings;
using Tincan.Framing;

namespace Tincan.Cli.Commands.Settings;

/// <summary>The options of everything that speaks lines.</summary>
internal sealed class LineSettings
{
    private readonly Option<Dialect?> _dialect;
    private readonly Option<TimeSpan> _quiet;
    private readonly Option<int> _maxLine;

    public LineSettings(Command command, Dialect defaultDialect, bool isClient = false)
    {
        var meaning = defaultDialect == Dialect.Auto && !isClient
            ? "How a line ends on the wire. auto: what a client sends shows it, and the client is answered in the same way."
            : "How a line ends on the wire. auto: speaks lf at first, and goes on as the peer's answers show.";
        _dialect = Dialects("--dialect", defaultDialect, meaning);
        _quiet = Opt.Time(
            "--quiet", TimeSpan.FromMilliseconds(500), "auto: first bytes without a line end, and nothing more for this long, are a raw message.");
        _maxLine = Opt.Number(
            "--max-line", 64 * 1024, 1, 64 * 1024 * 1024, "The longest line, in bytes. A longer one ends the conversation (FIN).");
        command.Add(_dialect);
        command.Add(_quiet);
        command.Add(_maxLine);
    }

    /// <summary>An option that names a dialect; one without a default may leave it open.</summary>
    public static Option<Dialect?> Dialects(string name, Dialect? defaultDialect, string description) => Opt.OneOf(
        name,
        defaultDialect,
        description,
        [.. Enum.GetValues<Dialect>().Select(static dialect => (dialect.Word(), (Dialect?)dialect))]);

    /// <summary>The dialect that the user asked for; null if it is the default.</summary>
    public Dialect? Asked(ParseResult parsed) => parsed.GetResult(_dialect) is { Implicit: false } ? parsed.GetValue(_dialect) : null;

    public LineOptions Read(ParseResult parsed) => new()
    {
        Dialect = parsed.GetRequiredValue(_dialect)!.Value,
        Quiet = parsed.GetValue(_quiet),
        MaxLine = parsed.GetValue(_maxLine),
    };
}
