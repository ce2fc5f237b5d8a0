namespace Tincan.Cli.Terminal;

/// <summary>Talk goes to standard error, a line at a time.</summary>
internal static class Say
{
    /// <summary>One clear line about what went wrong.</summary>
    public static void Error(string message) => Line($"tincan: {message}");

    /// <summary>What is wrong with a fault plan, with a caret below the place.</summary>
    public static void Wrong(SyntaxException wrong)
    {
        Error($"{wrong.Position ?? "--fault"}:");
        Line($"    {wrong.Line}");
        Line($"    {new string(' ', wrong.Caret)}^");
        Line($"    {wrong.Problem}");
    }

    /// <summary>The address of the live page: the only line that has a token in it, because whoever reads it is to open the page.</summary>
    public static void Page(Uri address) => Console.Error.WriteLine($"watch at {address}");

    /// <summary>A remark, without the passwords in it. Whatever of it came from a file or a peer cannot drive the terminal.</summary>
    public static void Line(string message) =>
        // It does not throw where nobody reads it (StandardStreams).
        Console.Error.WriteLine(Escape.ForTerminal(Passwords.Hidden(message)));

    /// <summary>The program's own words, not yet a whole line: a prompt.</summary>
    public static void Part(string text) => Console.Error.Write(text);
}
