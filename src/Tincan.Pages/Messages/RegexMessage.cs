using System.Text.RegularExpressions;
using Tincan.Pages.Expressions;

namespace Tincan.Pages.Messages;

/// <summary>What matches a regular expression as a whole: <c>/…/</c>. Its named groups are captures.</summary>
public sealed record RegexMessage(Token At, Regex Regex) : MessageForm(At)
{
    private readonly Regex _capturing = SafeRegex.Capturing(Regex);

    /// <summary>The names of its groups.</summary>
    public IReadOnlyList<string> Groups { get; } = [.. Regex.GetGroupNames().Where(static name => !char.IsAsciiDigit(name[0]))];

    public override Token? Unsendable => At;

    public override ByteText Write(Scope scope) => throw new EvaluationException(At.Error("a regular expression cannot be sent"));

    protected override bool TryMatch(ByteText message, Scope scope, IDictionary<string, Value> found)
    {
        var match = Regex.Match(message.Raw);
        if (!match.Success)
        {
            return false;
        }

        if (Groups.Count > 0 && _capturing.Match(message.Raw + SafeRegex.End) is { Success: true } marked)
        {
            match = marked;
        }

        foreach (var name in Groups)
        {
            Value value = match.Groups[name].Success ? new TextValue(new ByteText(match.Groups[name].Value)) : Value.Nothing;
            if (Known(name, scope, found) is { } known && !known.SameAs(value))
            {
                return false;
            }

            found[name] = value;
        }

        return true;
    }
}
