namespace Tincan.Cli.Terminal;

/// <summary>Writes messages to standard error, one line at a time.</summary>
internal static class Stderr
{
    /// <summary>Writes an error.</summary>
    public static void Error(string message) => Line($"tincan: {message}");

    /// <summary>Writes an error in a fault plan, with a caret below its position.</summary>
    public static void Wrong(SyntaxException wrong)
    {
        Error($"{wrong.Position ?? "--fault"}:");
        Line($"    {wrong.Line}");
        Line($"    {new string(' ', wrong.Caret)}^");
        Line($"    {wrong.Problem}");
    }

    /// <summary>Writes the address of the live page: the only line with a token in it, because its reader needs it to open the page.</summary>
    public static void Page(Uri address) => Console.Error.WriteLine($"watch at {address}");

    /// <summary>Writes a line, with passwords masked and untrusted characters escaped.</summary>
    public static void Line(string message) =>
        // Does not throw if standard error is closed (StandardStreams).
        Console.Error.WriteLine(Escape.ForTerminal(Passwords.Hidden(message)));

    /// <summary>Writes a part of a line, such as a prompt. The text must be trusted.</summary>
    public static void Part(string text) => Console.Error.Write(text);
}
