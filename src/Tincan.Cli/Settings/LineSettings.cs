using Tincan.Settings;

namespace Tincan.Cli.Settings;

/// <summary>The settings of everything that speaks lines.</summary>
internal static class LineSettings
{
    public static IReadOnlyList<Setting<LineOptions>> OfServer { get; } =
        All("How a line ends on the wire. auto: what a client sends shows it, and the client is answered in the same way.");

    public static IReadOnlyList<Setting<LineOptions>> OfClient { get; } =
        All("How a line ends on the wire. auto: lf at first, then whatever the peer's answers show.");

    /// <summary>What counts as a message in a dialect.</summary>
    public static MessageCodec CodecOf(Dialect dialect) => dialect switch
    {
        Dialect.Auto => MessageCodec.Auto,
        Dialect.Raw => MessageCodec.Segments,
        _ => MessageCodec.Lines,
    };

    private static Setting<LineOptions>[] All(string dialect) =>
    [
        new Setting<LineOptions, LineOptions, Dialect>(
            "dialect", dialect, SettingForms.Dialect, static lines => lines.Dialect, static (lines, dialect) => lines with { Dialect = dialect }),
        new Setting<LineOptions, LineOptions, TimeSpan>("quiet",
            "auto: first bytes without a line end, and nothing more for this long, are a raw message.",
            SettingForms.TimeOrNone, static lines => lines.Quiet, static (lines, quiet) => lines with { Quiet = quiet }),
        new Setting<LineOptions, LineOptions, int>("max-line", "The longest line, in bytes. A longer one ends the conversation (FIN).",
            SettingForms.Number(1, 64 * 1024 * 1024), static lines => lines.MaxLine, static (lines, most) => lines with { MaxLine = most }),
    ];
}
