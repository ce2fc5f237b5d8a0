using System.Text.RegularExpressions;

namespace Tincan.Checks.Targets;

/// <summary>The text of a program, as far as it is there: what it cannot be asked stands in it.</summary>
/// <param name="words">The program and its arguments: those that name a text are read.</param>
/// <param name="folder">Where they are.</param>
internal sealed partial class ProgramText(IEnumerable<string> words, string folder)
{
    /// <summary>A longer file is no text of a beginner's program.</summary>
    private const int MaxText = 256 * 1024;

    /// <summary>Ports below are the system's.</summary>
    private const int FirstPort = 1024;

    /// <summary>In milliseconds. The patterns are quick; the machine may be busy.</summary>
    private const int TimeLimit = 60_000;

    private readonly string _text = string.Concat(words.Select(word => Path.Combine(folder, word)).Where(File.Exists).Select(static path => $"{Read(path)}\n"));

    /// <summary>The numbers that may be ports, in the order of the text, each once.</summary>
    public IReadOnlyList<int> Ports =>
        [.. Number().Matches(_text)
            .Select(static match => int.Parse(match.ValueSpan, CultureInfo.InvariantCulture))
            .Where(static number => number is >= FirstPort and <= ushort.MaxValue)
            .Distinct()];

    /// <summary>The words that something is compared with, in the order of the text, each once.</summary>
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
    /// As Python, Java, C and JavaScript compare: <c>== 'done'</c>, <c>.equals("done")</c>, <c>strcmp(line, "done\n")</c>, <c>"done" == line</c>. What is
    /// called an end is compared somewhere, too: <c>end = 'done'</c>.
    /// </summary>
    [GeneratedRegex(
        @"([=!]==?|\b\w*(?i:end|stop|exit|quit|done|close)\w*\s*=|\.equals(IgnoreCase)?\s*\(|\bstrn?(case)?cmp\s*\(([^""';]*,)?)\s*b?(?<quote>[""'])(?<word>[\w \-!?/:]{2,30})(\\[nr0])*\k<quote>"
        + @"|(?<quote>[""'])(?<word>[\w \-!?/:]{2,30})(\\[nr0])*\k<quote>\s*([=!]=|\.equals)",
        RegexOptions.ExplicitCapture,
        TimeLimit)]
    private static partial Regex Compared();
}
