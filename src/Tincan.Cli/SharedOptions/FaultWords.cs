using System.CommandLine.Completions;
using Tincan.Faults.Kinds;

namespace Tincan.Cli.SharedOptions;

/// <summary>What a fault on the command line can be completed to: <c>split:</c>, <c>split:at=</c>, <c>split:at=1,dir=in</c>.</summary>
internal static class FaultWords
{
    public static IEnumerable<CompletionItem> Of(string word)
    {
        if (word.IndexOf(':', StringComparison.Ordinal) is not (>= 0 and var colon))
        {
            List<CompletionItem> kinds = [.. FaultKinds.All.Where(kind => kind.Name.StartsWith(word, StringComparison.Ordinal)).Select(static kind => new CompletionItem(kind.Name, detail: kind.Does))];

            // Shells add a blank after a single completion, and settings could not follow.
            return kinds is [var only] ? [only, new CompletionItem($"{only.Label}:", detail: "with settings")] : kinds;
        }

        if (FaultKinds.Find(word[..colon]) is not { } kind)
        {
            return [];
        }

        var begin = word.LastIndexOfAny([':', ',']) + 1;
        var given = word[(colon + 1)..begin].Split(',').Select(static one => one.Split('=')[0]).ToHashSet(StringComparer.Ordinal);
        var settings = kind.Settings.Where(setting => !given.Contains(setting.Key));
        return word.IndexOf('=', begin) is >= 0 and var equals
            ? settings.Where(setting => setting.Key == word[begin..equals]).SelectMany(setting => setting.Form.Words.Select(value => new CompletionItem($"{word[..(equals + 1)]}{value}")))
            : settings.Select(setting => new CompletionItem($"{word[..begin]}{setting.Key}=", detail: setting.Meaning));
    }
}
