using Tincan.Parsing.Forms;

namespace Tincan.Cli.Settings;

/// <summary>How the values of settings and options are written.</summary>
internal static class SettingForms
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public static TextForm Text { get; } = new();

    public static FileForm File { get; } = new();

    public static FileForm OutputFile { get; } = new(isOutput: true);

    public static BookForm Book { get; } = new();

    public static ListenForm Listen { get; } = new();

    public static SocketModeForm SocketMode { get; } = new();

    public static ServerForm Server { get; } = new();

    /// <summary>A time, or none.</summary>
    public static TimeForm TimeOrNone { get; } = new(Shortest, mayBeNone: true);

    /// <summary>A time, but not none.</summary>
    public static TimeForm Time { get; } = new(Shortest);

    public static WordForm<Dialect> Dialect { get; } = new([.. Enum.GetValues<Dialect>().Select(static dialect => (dialect.Word(), dialect))]);

    public static NumberForm<int> Number(int least, int most) => new(least, most);

    public static OptionalNumberForm NumberOrNone(int least, int most) => new(least, most);

    public static WordForm<T> Word<T>(params (string Word, T Value)[] words) => new(words);
}
