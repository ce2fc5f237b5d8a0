namespace Tincan.Cli.SharedOptions;

/// <summary>Reads the server that a client connects to: <c>host port</c>, <c>host:port</c>, <c>[v6]:port</c> or <c>unix:path</c>, and the arguments after it.</summary>
internal static class Target
{
    /// <summary>The arguments of a client.</summary>
    public static Argument<string[]> Words() => new("HOST PORT") { Arity = ArgumentArity.OneOrMore };

    /// <summary>Splits the arguments into the server and the rest.</summary>
    /// <param name="words">The arguments.</param>
    /// <param name="most">How many may follow the server.</param>
    /// <exception cref="UsageException">The server is missing or malformed, or too many arguments follow.</exception>
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
                ? $"'{words[0]}' has no port: write {words[0]} PORT"
                : problem!);
        }

        if (server is HostPort { Port: 0 })
        {
            throw new UsageException("cannot connect to port 0: write the port where the server listens");
        }

        var rest = words[used..];
        return rest.Length <= most ? (server, rest) : throw new UsageException($"'{rest[most]}' is one argument too many");
    }

    private static bool IsAddress(string text) => System.Net.IPAddress.TryParse(text, out _);
}
