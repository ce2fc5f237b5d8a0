using Tincan.Drawing;

namespace Tincan.Cli.Terminal;

/// <summary>The colours and width of a ladder on this terminal.</summary>
internal static class Ansi
{
    private const int MaxWidth = 200;

    /// <summary>Colours, unless the output is redirected or NO_COLOR is set (no-color.org).</summary>
    public static LadderStyle Style(bool isTerminal) =>
        isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb"
            ? Coloured
            : LadderOptions.Plain;

    /// <summary>The terminal's width, at most 200 columns; 80 without a terminal.</summary>
    public static int Width(bool isTerminal)
    {
        if (!isTerminal)
        {
            return new LadderOptions().Width;
        }

        try
        {
            return Math.Clamp(Console.WindowWidth, LadderOptions.MinWidth, MaxWidth);
        }
        catch (IOException)
        {
            return new LadderOptions().Width;
        }
    }

    private static string Coloured(string text, LadderInk ink) => $"\e[{Code(ink)}m{text}\e[0m";

    private static int Code(LadderInk ink) => ink switch
    {
        LadderInk.Faint => 2,
        LadderInk.Client => 36,
        LadderInk.Server => 32,
        LadderInk.Message => 35,
        LadderInk.Warning => 33,
        LadderInk.Fault => 31,
        _ => 1,
    };
}
