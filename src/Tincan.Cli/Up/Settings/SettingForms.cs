using Tincan.Framing;

namespace Tincan.Cli.Up;

/// <summary>The forms that settings of a plan have.</summary>
internal static class SettingForms
{
    public static TextForm Text { get; } = new();

    public static FlagForm Flag { get; } = new();

    public static FileForm File { get; } = new();

    public static BookForm Book { get; } = new();

    public static ListenForm Listen { get; } = new();

    public static SocketModeForm SocketMode { get; } = new();

    public static ServerForm Server { get; } = new();

    public static ServersForm Servers { get; } = new();

    public static WordSetting<TimeSpan> TimeLimit { get; } = new(new TimeLimitForm());

    public static WordSetting<TimeSpan> TimeThatEnds { get; } = new(new TimeLimitForm(mayBeNone: false));

    public static WordSetting<Dialect> Dialect { get; } = Word([.. Enum.GetValues<Dialect>().Select(static dialect => (dialect.Word(), dialect))]);

    public static WordSetting<int> Number(int least, int most) => new(new NumberForm<int>(least, most));

    public static WordSetting<T> Word<T>(params (string Word, T Value)[] words)
        where T : struct, Enum => new(new WordForm<T>(words));
}
