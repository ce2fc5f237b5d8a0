using System.CommandLine;
using Tincan.Cli.Terminal;

namespace Tincan.Cli.SharedOptions;

/// <summary>Where a client connects to: <c>host port</c>, <c>host:port</c>, <c>[v6]:port</c> or <c>unix:path</c>, with whatever words follow.</summary>
internal static class Target
{
    /// <summary>The words behind a client's name.</summary>
    public static Argument<string[]> Words() => new("HOST PORT") { Arity = ArgumentArity.OneOrMore };

    /// <summary>Takes the target off the front of the words.</summary>
    /// <param name="words">The words as written.</param>
    /// <param name="most">How many words may follow.</param>
    /// <exception cref="UsageException">There is no target, or more follows than may.</exception>
    public static (WireAddress Server, string[] Further) Take(string[] words, int most)
    {
        var together = WireAddress.TryParse(words[0], out var server, out var problem);
        var used = 1;
        if (!together && !words[0].Contains(':', StringComparison.Ordinal) | IsAddress(words[0]) && words.Length > 1)
        {
            used = 2;
            HostPort.TryCreate(words[0], words[1], out var apart, out problem);
            server = apart;
        }

        if (server is null)
        {
            throw new UsageException(words.Length == 1 && !words[0].Contains(':', StringComparison.Ordinal)
                ? $"'{words[0]}' needs a port: write {words[0]} PORT"
                : problem!);
        }

        if (server is HostPort { Port: 0 })
        {
            throw new UsageException("nothing can be reached on port 0");
        }

        var rest = words[used..];
        return rest.Length <= most ? (server, rest) : throw new UsageException($"'{rest[most]}' is one word too many");
    }

    private static bool IsAddress(string text) => System.Net.IPAddress.TryParse(text, out _);
}
