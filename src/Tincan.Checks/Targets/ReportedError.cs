using System.Text.RegularExpressions;

namespace Tincan.Checks.Targets;

/// <summary>The error that a program printed when it failed, in the formats of common runtimes and compilers.</summary>
/// <param name="Message">The line with the error.</param>
/// <param name="Location">The file and line in the program's own code; null if none is named.</param>
internal sealed partial record ReportedError(string Message, string? Location)
{
    /// <summary>Longer lines are not errors.</summary>
    private const int MaxLine = 1000;

    /// <summary>In milliseconds. The patterns are quick; only a machine where this process does not get to run can exceed one.</summary>
    private const int TimeLimit = 60_000;

    /// <summary>The last error in the output of a program; null if there is none. An interrupt is no error.</summary>
    public static ReportedError? Of(string output)
    {
        string[] lines = [.. output.ReplaceLineEndings("\n").Split('\n').Select(static line => line.Length <= MaxLine ? line : "")];
        for (var at = lines.Length - 1; at >= 0; at--)
        {
            if (Error().Match(lines[at]) is { Success: true } && !lines[at].Contains("KeyboardInterrupt", StringComparison.Ordinal) && IsReported(lines, at))
            {
                return new ReportedError(Shorten(lines[at].Trim()), LocationOf(lines, at));
            }
        }

        return null;
    }

    /// <summary>The name of an error alone may be ordinary text. With a stack trace or the position of a compiler, it is an error.</summary>
    private static bool IsReported(string[] lines, int at) =>
        Compiler().IsMatch(lines[at])
        || lines[at].StartsWith("panic: ", StringComparison.Ordinal)
        || lines[at].StartsWith("Exception in thread", StringComparison.Ordinal)
        || lines.Take(at).TakeLast(40).Any(static line => PythonFrame().IsMatch(line))
        || lines.Skip(at + 1).Take(2).Any(static line => OtherFrame().IsMatch(line));

    private static string? LocationOf(string[] lines, int at)
    {
        if (Compiler().Match(lines[at]) is { Success: true } compiler)
        {
            return $"{Path.GetFileName(compiler.Groups["file"].Value)}:{compiler.Groups["line"].Value}";
        }

        // Python prints the innermost frame last, other languages first. Take the innermost frame that is not in a library.
        var python = lines.Take(at).TakeLast(60).Select(static line => PythonFrame().Match(line)).Where(static frame => frame.Success).ToList();
        var own = python.LastOrDefault(static frame => !frame.Groups["file"].Value.Contains("/lib/python", StringComparison.Ordinal)) ?? python.LastOrDefault();
        own ??= lines.Skip(at).Take(20).Select(static line => OtherFrame().Match(line)).FirstOrDefault(static frame => frame.Success && !RuntimeFrame().IsMatch(frame.Value));
        return own is null ? null : $"{Path.GetFileName(own.Groups["file"].Value)}:{own.Groups["line"].Value}";
    }

    private static string Shorten(string line) => line.Length <= 200 ? line : $"{line[..200]}…";

    [GeneratedRegex(
        @"^(Exception in thread ""[^""]*"" )?(([A-Za-z_][\w.$]*)?(Error|Exception|Exit|Timeout|timeout|gaierror|herror)|(\w+\.)*error(?=: \[Errno)|struct\.error)\b( \[[^\]]*\])?(:|$)|^panic: |: (fatal )?error: |^[\w/.-]+:\d+:in .*\((\w*Error|Errno::\w+)\)$",
        RegexOptions.ExplicitCapture,
        TimeLimit)]
    private static partial Regex Error();

    [GeneratedRegex(@"^(?<file>[^\s:]+):(?<line>\d+)(:\d+)?: (fatal )?error: |^(?<file>[\w/.-]+):(?<line>\d+):in ", RegexOptions.ExplicitCapture, TimeLimit)]
    private static partial Regex Compiler();

    [GeneratedRegex(@"^\s+File ""(?<file>[^""]+)"", line (?<line>\d+)", RegexOptions.ExplicitCapture, TimeLimit)]
    private static partial Regex PythonFrame();

    /// <summary>A frame of the JDK or of Node, not of the program.</summary>
    [GeneratedRegex(@"^\s+at (async )?((java|jdk)\.\w+(@[^/]*)?/|javax?\.|jdk\.|sun\.)|\(?(node:|internal/|(events|net|stream|_\w+)\.js:)", RegexOptions.ExplicitCapture, TimeLimit)]
    private static partial Regex RuntimeFrame();

    [GeneratedRegex(@"^\s+at .*?\(?(?<file>[^\s():]+):(?<line>\d+)(:\d+)?\)?$", RegexOptions.ExplicitCapture, TimeLimit)]
    private static partial Regex OtherFrame();
}
