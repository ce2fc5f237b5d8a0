using System.Text.RegularExpressions;

namespace Tincan.Checks.Targets;

/// <summary>Answers questions that a program asks before it listens or connects.</summary>
/// <param name="address">The address to listen on, or to connect to.</param>
/// <param name="isServer">Whether it is a server, which needs no other input before it listens.</param>
/// <param name="note">Receives a note about each question and its answer, without a full stop.</param>
/// <param name="needsInput">The questions, or none, after which earlier runs of the program have read the input of the case and then connected: they need not be waited for again.</param>
internal sealed partial class Prompts(HostPort address, bool isServer, Action<string> note, System.Collections.Concurrent.ConcurrentDictionary<string, bool> needsInput)
{
    private int _unknown;

    /// <summary>A run has read the input of the case here, and then connected.</summary>
    public void NeedsInputAt(string question) => needsInput[question] = true;

    /// <summary>Whether an earlier run has.</summary>
    public bool IsInputNeededAt(string question) => needsInput.ContainsKey(question);

    /// <summary>The answer to a question; null if the program needs the input of the case.</summary>
    /// <param name="question">The end of the output; empty if the program reads without asking.</param>
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
