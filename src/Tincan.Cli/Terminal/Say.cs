using Tincan.Faults;

namespace Tincan.Cli.Terminal;

/// <summary>Talk goes to standard error, a line at a time.</summary>
internal static class Say
{
    /// <summary>One clear line about what went wrong.</summary>
    public static void Error(string message) => Line($"tincan: {message}");

    /// <summary>What is wrong with a fault plan, with a caret below the place.</summary>
    public static void Wrong(SyntaxException wrong)
    {
        Error($"{wrong.Place ?? "--fault"}:");
        Line($"    {wrong.Line}");
        Line($"    {new string(' ', wrong.Caret)}^");
        Line($"    {wrong.Problem}");
    }

    /// <summary>A remark. Whatever of it came from a file or a peer cannot drive the terminal.</summary>
    public static void Line(string message)
    {
        try
        {
            Console.Error.WriteLine(Visible.Text(message));
        }
        catch (IOException)
        {
            // Nobody reads standard error; there is no one left to tell.
        }
    }
}
