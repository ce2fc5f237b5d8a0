using Tincan.Framing;
using Tincan.Parsing.Forms;

namespace Tincan.Cli.Settings;

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

    public static TimeLimitForm TimeLimit { get; } = new(mayBeNone: true);

    public static TimeLimitForm TimeThatEnds { get; } = new(mayBeNone: false);

    public static WordSetting<Dialect> Dialect { get; } = Word([.. Enum.GetValues<Dialect>().Select(static dialect => (dialect.Word(), dialect))]);

    public static CountForm Number(int least, int most) => new(least, most);

    public static WordSetting<T> Word<T>(params (string Word, T Value)[] words)
        where T : struct, Enum => new(new WordForm<T>(words));
}
