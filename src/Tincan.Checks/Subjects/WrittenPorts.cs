using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tincan.Checks;

/// <summary>The numbers in the text of a program that may be ports.</summary>
internal static partial class WrittenPorts
{
    /// <summary>A longer file is no text of a beginner's program.</summary>
    private const int MaxText = 256 * 1024;

    /// <summary>Ports below are the system's.</summary>
    private const int First = 1024;

    /// <summary>In milliseconds. The pattern is quick; the machine may be busy.</summary>
    private const int TimeLimit = 60_000;

    /// <summary>The numbers, in the order of the text, each once.</summary>
    /// <param name="words">The program and its arguments: those that name a text are read.</param>
    /// <param name="folder">Where they are.</param>
    public static IReadOnlyList<int> In(IEnumerable<string> words, string folder) =>
        [.. words.Select(word => Path.GetFullPath(word, folder)).Where(File.Exists).SelectMany(InFile).Distinct()];

    private static IEnumerable<int> InFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length is 0 or > MaxText || File.ReadAllBytes(path) is not { } bytes || bytes.AsSpan().Contains((byte)0))
            {
                return [];
            }

            return [.. Number().Matches(Encoding.Latin1.GetString(bytes))
                .Select(static match => int.Parse(match.ValueSpan, CultureInfo.InvariantCulture))
                .Where(static number => number is >= First and <= ushort.MaxValue)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"(?<![\w.])\d{4,5}(?![\w.])", RegexOptions.None, TimeLimit)]
    private static partial Regex Number();
}
