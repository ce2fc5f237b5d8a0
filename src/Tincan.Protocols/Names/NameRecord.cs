using System.Text.Unicode;

namespace Tincan.Protocols.Names;

/// <summary>A line of a table: <c>record = name SP IPv4 SP "A"</c>.</summary>
internal static class NameRecord
{
    /// <summary>The length of the shortest line, in bytes: <c>a 1.2.3.4 A</c> and LF.</summary>
    public const int Shortest = 12;

    /// <summary>How much of a wrong line or word a message shows, in bytes: the longest name, and what follows it.</summary>
    private const int MostShown = 300;

    /// <summary>Reads a record.</summary>
    /// <param name="line">The line, without outer blanks.</param>
    /// <param name="nameLength">The length of the name.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read(ReadOnlySpan<byte> line, out int nameLength)
    {
        // A visible ASCII name, as nearly all are: all its bytes are checked at once.
        nameLength = line.IndexOfAnyExceptInRange((byte)'!', (byte)'~');
        return nameLength > 0 && line[nameLength] == ' ' && line.EndsWith(" A"u8) && line.Length > nameLength + 2 && IsIPv4(line[(nameLength + 1)..^2])
            ? null
            : Problem(line, out nameLength);
    }

    /// <summary>A part of a line for a message.</summary>
    public static string Show(ReadOnlySpan<byte> part) =>
        part.Length > MostShown ? $"{Escape.ForTerminal(part[..MostShown])}…" : Escape.ForTerminal(part);

    private static string? Problem(ReadOnlySpan<byte> line, out int nameLength)
    {
        nameLength = line.IndexOf((byte)' ');
        if (!Utf8.IsValid(line))
        {
            return $"{Utf8Text.Problem(line, out _)} (in '{Show(line)}')";
        }

        if (line.Count((byte)' ') != 2 || line.ContainsAny((byte)'\t', (byte)'\r'))
        {
            return $"expected three words with single blanks, 'NAME IPv4 A', not '{Show(line)}'";
        }

        var beforeType = line.LastIndexOf((byte)' ');
        var address = line[(nameLength + 1)..beforeType];
        var type = line[(beforeType + 1)..];
        return !IsIPv4(address) ? $"'{Show(address)}' is not an IPv4 address"
            : type is not [(byte)'A'] ? $"the type must be A, not '{Show(type)}'"
            : null;
    }

    /// <summary>Whether it is four numbers as a computer writes them: <c>01.2.3.4</c> and <c>1.2.3</c> are addresses to some programs only.</summary>
    private static bool IsIPv4(ReadOnlySpan<byte> address)
    {
        var (dots, digits, value) = (0, 0, 0);
        foreach (var letter in address)
        {
            if (letter == '.')
            {
                if (digits == 0)
                {
                    return false;
                }

                (dots, digits, value) = (dots + 1, 0, 0);
                continue;
            }

            var digit = letter - '0';
            if (digit is < 0 or > 9 || (digits > 0 && value == 0) || (value = (value * 10) + digit) > byte.MaxValue)
            {
                return false;
            }

            digits++;
        }

        return dots == 3 && digits > 0;
    }
}
