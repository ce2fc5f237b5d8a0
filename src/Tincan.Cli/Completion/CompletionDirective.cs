using System.CommandLine.Completions;
using System.CommandLine.Invocation;

namespace Tincan.Cli.Completion;

/// <summary>
/// <c>tincan [complete:POSITION] LINE</c>: writes what the last word before the position can become, one on each line, a tab, and what it means. The scripts of
/// <c>tincan completion</c> ask this.
/// </summary>
internal sealed class CompletionDirective : Directive
{
    /// <summary>After this, the words are for the program under check.</summary>
    private const string Rest = " -- ";

    private CompletionDirective()
        : base("complete")
    {
    }

    /// <summary>Takes the place of the directive that the parser has for this, which also writes words that only contain what was typed.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var directive in root.Directives.OfType<SuggestDirective>().ToList())
        {
            root.Directives.Remove(directive);
        }

        var ours = new CompletionDirective();
        ours.Action = new Answer(ours, root);
        root.Add(ours);
    }

    private sealed class Answer(CompletionDirective directive, RootCommand root) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var line = parseResult.Tokens is [.., var last] ? last.Value : "";
            var position = parseResult.GetResult(directive)?.Values is [var value, ..] && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? Math.Min(at, line.Length) : line.Length;
            foreach (var one in Of(line[..position]))
            {
                Console.Out.WriteLine($"{one.Label}\t{FirstSentence(one.Detail ?? one.Documentation ?? "")}");
            }

            return ExitCode.Fine;
        }

        private IEnumerable<CompletionItem> Of(string line)
        {
            if (line.Contains(Rest, StringComparison.Ordinal))
            {
                return [];
            }

            var word = line[(line.LastIndexOf(' ') + 1)..];
            return LazyCommand.Parse(() => root.Parse(line)).GetCompletions(line.Length).Where(one => one.Label.StartsWith(word, StringComparison.Ordinal) && (word.Length > 0 || one.Label[0] is not ('-' or '/')));
        }

        private static string FirstSentence(string text) => text.Split('\n')[0].Split(". ")[0].TrimEnd('.');
    }
}
