using System.Text.RegularExpressions;

namespace Tincan.Checks.Targets;

/// <summary>Answers what a program asks before it serves or connects.</summary>
/// <param name="address">Where it is to listen, or to connect.</param>
/// <param name="isServer">It has nothing else to read before it listens.</param>
/// <param name="note">Is told what was asked and answered, a sentence each, without a full stop.</param>
internal sealed partial class Prompts(HostPort address, bool isServer, Action<string> note)
{
    private int _unknown;

    /// <summary>The answer to a question; null if what the case has typed is to come now.</summary>
    /// <param name="question">What the program wrote last; empty if it reads without asking.</param>
    public string? Answer(string question)
    {
        var (answer, what) = Known(question);
        if (answer is null)
        {
            return null;
        }

        note(question.Length == 0
            ? $"it reads its standard input before it listens, without asking; it was given {what}"
            : $"it asks '{Escape.ForTerminal(Encoding.UTF8.GetBytes(question.TrimEnd()))}' before it {(isServer ? "listens" : "connects")}; it was given {what}");
        return answer;
    }

    private (string? Answer, string What) Known(string question) =>
        Port().IsMatch(question) ? (address.Port.ToString(CultureInfo.InvariantCulture), "its port")
            : Host().IsMatch(question) ? (address.Host, "its host")
            : YesNo().IsMatch(question) ? ("y", "'y'")
            : !isServer ? (null, "")
            : question.Length == 0 && _unknown++ == 0 ? (address.Port.ToString(CultureInfo.InvariantCulture), "its port")
            : _unknown++ < 3 ? ("", "an empty line")
            : (null, "");

    [GeneratedRegex(@"\bport\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Port();

    [GeneratedRegex(@"\b(host(name)?|ip|server('s)? (address|name))\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Host();

    [GeneratedRegex(@"\by(es)?\s*/\s*no?\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex YesNo();
}
