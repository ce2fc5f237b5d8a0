using System.Text.RegularExpressions;
using Tincan.Checks;
using Tincan.Checks.Suites;

namespace Tincan.Cli.Commands.Check;

/// <summary>The option that sets a suite's parameters.</summary>
internal sealed partial class CheckParameterOptions
{
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Set a parameter of the suite, for instance swap-case=on. May be given several times. 'tincan check list SUITE' lists them. Default: detected where possible.",
        HelpName = "NAME=VALUE",
    };

    public CheckParameterOptions(Command command)
    {
        _set.CompletionSources.Add(CheckWords.Parameters);
        command.Add(_set);
    }

    /// <summary>The values of --set, by name.</summary>
    /// <exception cref="UsageException">The suite has no such parameter, or the value is invalid.</exception>
    public IReadOnlyDictionary<string, string> Read(ParseResult parsed, Suite suite)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in parsed.GetValue(_set) ?? [])
        {
            var (name, value) = word.IndexOf('=', StringComparison.Ordinal) is var at and > 0
                ? (word[..at], Unescaped(word[(at + 1)..]))
                : throw new UsageException($"--set: '{word}' is not NAME=VALUE");
            var parameter = suite.Parameters.FirstOrDefault(parameter => parameter.Name == name) ?? throw new UsageException(
                $"--set: {suite.Name} has no parameter '{name}'; {DidYouMean.Hint(name, [.. suite.Parameters.Select(static one => one.Name)], $"see 'tincan check list {suite.Name}'")}");
            values[name] = parameter.Problem(value) is { } problem ? throw new UsageException($"--set: {problem}") : value;
        }

        return values;
    }

    /// <summary>The arguments that set the same values.</summary>
    public static IEnumerable<string> Repeat(CheckOptions options) =>
        options.Given.Concat(options.Found).SelectMany(static pair => (string[])["--set", Shell.Quote($"{pair.Key}={Parameter.Escaped(pair.Value)}")]);

    private static string Unescaped(string value) => EscapeSequence().Replace(value, static match => match.Value[1] switch
    {
        'r' => "\r",
        'n' => "\n",
        't' => "\t",
        '0' => "\0",
        var other => other.ToString(),
    });

    [GeneratedRegex(@"\\[rnt0\\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EscapeSequence();
}
