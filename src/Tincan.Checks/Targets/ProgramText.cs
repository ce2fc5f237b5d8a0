using System.Text.RegularExpressions;

namespace Tincan.Checks.Targets;

/// <summary>The source code of a program, if it is on the command line. It answers what the program cannot be asked.</summary>
/// <param name="words">The program and its arguments; files among them are read.</param>
/// <param name="folder">The folder of the files.</param>
internal sealed partial class ProgramText(IEnumerable<string> words, string folder)
{
    /// <summary>Larger files are not the source code of a beginner's program.</summary>
    private const int MaxText = 256 * 1024;

    /// <summary>Lower ports are reserved for the system.</summary>
    private const int FirstPort = 1024;

    /// <summary>In milliseconds. The patterns are quick, but the machine may be busy.</summary>
    private const int TimeLimit = 60_000;

    private readonly string _text = string.Concat(words.Select(word => Path.Combine(folder, word)).Where(File.Exists).Select(static path => $"{Read(path)}\n"));

    /// <summary>Numbers that may be ports, in their order, without duplicates.</summary>
    public IReadOnlyList<int> Ports =>
        [.. Number().Matches(_text)
            .Select(static match => int.Parse(match.ValueSpan, CultureInfo.InvariantCulture))
            .Where(static number => number is >= FirstPort and <= ushort.MaxValue)
            .Distinct()];

    /// <summary>Words that something is compared with, in their order, without duplicates.</summary>
    public IReadOnlyList<string> ComparedWords =>
        [.. Compared().Matches(_text)
            .Select(static match => match.Groups["word"].Value)
            .Where(static word => word.Length > 1 && word.Any(char.IsLetter) && !word.Contains('.', StringComparison.Ordinal) && !word.StartsWith("__", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)];

    private static string Read(string path)
    {
        try
        {
            return new FileInfo(path).Length is 0 or > MaxText || File.ReadAllBytes(path) is not { } bytes || bytes.AsSpan().Contains((byte)0) ? "" : Encoding.Latin1.GetString(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"(?<![\w.])\d{4,5}(?![\w.])", RegexOptions.None, TimeLimit)]
    private static partial Regex Number();

    /// <summary>
    /// Comparisons in Python, Java, C and JavaScript: <c>== 'done'</c>, <c>.equals("done")</c>, <c>strcmp(line, "done\n")</c>, <c>"done" == line</c>; and
    /// constants with such a name: <c>end = 'done'</c>.
    /// </summary>
    [GeneratedRegex(
        @"([=!]==?|\b\w*(?i:end|stop|exit|quit|done|close)\w*\s*=|\.equals(IgnoreCase)?\s*\(|\bstrn?(case)?cmp\s*\(([^""';]*,)?)\s*b?(?<quote>[""'])(?<word>[\w \-!?/:]{2,30})(\\[nr0])*\k<quote>"
        + @"|(?<quote>[""'])(?<word>[\w \-!?/:]{2,30})(\\[nr0])*\k<quote>\s*([=!]=|\.equals)",
        RegexOptions.ExplicitCapture,
        TimeLimit)]
    private static partial Regex Compared();
}
