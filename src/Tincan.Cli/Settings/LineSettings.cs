using Tincan.Settings;

namespace Tincan.Cli.Settings;

/// <summary>The settings of line-based servers and clients.</summary>
internal static class LineSettings
{
    public static IReadOnlyList<Setting<LineOptions>> OfServer { get; } =
        All("How lines end on the wire. auto: as the client's first message ends. raw: no line ends, a pause ends a message.");

    public static IReadOnlyList<Setting<LineOptions>> OfClient { get; } =
        All("How lines end on the wire. auto: lf first, then as the answers do.");

    /// <summary>The codec that finds the messages of a dialect.</summary>
    public static MessageCodec CodecOf(Dialect dialect) => dialect switch
    {
        Dialect.Auto => MessageCodec.Auto,
        Dialect.Raw => MessageCodec.Reads,
        _ => MessageCodec.Lines,
    };

    private static Setting<LineOptions>[] All(string dialect) =>
    [
        new Setting<LineOptions, LineOptions, Dialect>(
            "dialect", dialect, SettingForms.Dialect, static lines => lines.Dialect, static (lines, dialect) => lines with { Dialect = dialect }),
        new Setting<LineOptions, LineOptions, TimeSpan>("quiet",
            "With auto: how long to wait for a line end after the first bytes. If nothing more arrives, they are a raw message.",
            SettingForms.TimeOrNone, static lines => lines.Quiet, static (lines, quiet) => lines with { Quiet = quiet }),
        new Setting<LineOptions, LineOptions, int>("max-line", "Maximum length of a line, in bytes. After a longer one the connection is closed (FIN).",
            SettingForms.Number(1, 64 * 1024 * 1024), static lines => lines.MaxLine, static (lines, most) => lines with { MaxLine = most }),
    ];
}
