using System.Text;
using System.Text.RegularExpressions;

namespace Tincan;

/// <summary>Passwords in addresses, which a line that is shown for a mistake in it must not give away: errors end in logs.</summary>
internal static partial class Passwords
{
    private const string Secret = "secret";

    /// <summary>A line with an asterisk for each byte of a password: of <c>scheme://user:PASSWORD@host</c>, or of <c>?password=PASSWORD</c>.</summary>
    /// <param name="line">The line; Latin-1 keeps a character for each byte.</param>
    public static byte[] Hidden(ReadOnlySpan<byte> line)
    {
        var hidden = line.ToArray();
        foreach (Match match in InAddresses().Matches(Encoding.Latin1.GetString(line)))
        {
            hidden.AsSpan(match.Groups[Secret].Index, match.Groups[Secret].Length).Fill((byte)'*');
        }

        return hidden;
    }

    // Up to the last @ before the quote, because who forgot to write %40 has one in the password. Linear in the line, whatever stands there.
    [GeneratedRegex($$"""://[^\s"/@:]*:(?<{{Secret}}>(?:[^"\\]|\\.)+)@|[?&]password=(?<{{Secret}}>[^\s"&]+)""", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex InAddresses();
}
