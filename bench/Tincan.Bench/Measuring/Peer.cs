using Tincan.Bench.Processes;
using Tincan.Bench.Servers;

namespace Tincan.Bench.Measuring;

/// <summary>A server to compare, or a proxy in front of one.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Command">Starts it; its first line says where it listens.</param>
/// <param name="Answers">It answers questions about itself on its standard input.</param>
/// <param name="Behind">The server that a proxy passes everything on to; null for a server.</param>
/// <param name="SaysOnError">Its first line comes on standard error, not on standard output.</param>
internal sealed record Peer(string Name, IReadOnlyList<string> Command, bool Answers, Peer? Behind = null, bool SaysOnError = false)
{
    /// <summary>Stands in a proxy's command for the address of the server behind it.</summary>
    private const string There = "{there}";

    public static Peer Ours { get; } = new(Serving.Ours, [ThisProgram.Path, "--serve", Serving.Ours], Answers: true);

    public static Peer Recorded { get; } =
        new(Serving.Recorded, [ThisProgram.Path, "--serve", Serving.Recorded], Answers: true);

    public static Peer Bare { get; } = new(Serving.Bare, [ThisProgram.Path, "--serve", Serving.Bare], Answers: true);

    public static Peer Python { get; } = new("python", ["python3", ThisProgram.Beside("peers/threaded_echo.py")], Answers: false);

    /// <summary>What the proxies have behind them, without a proxy.</summary>
    public static Peer Direct { get; } = Bare with { Name = "direct" };

    public static Peer Tincan { get; } =
        new("tincan", [ThisProgram.Shipped, "proxy", "127.0.0.1:0", There, "--log", "warn"], Answers: false, Bare);

    /// <summary>
    /// A process for each connection. The buffer is the size that streams fastest; the second -d makes it say where it listens, and costs
    /// nothing while bytes are passed on.
    /// </summary>
    public static Peer Socat { get; } = new(
        "socat",
        [
            "socat", "-d", "-d", "-b", "262144",
            "TCP4-LISTEN:0,bind=127.0.0.1,backlog=1024,reuseaddr,fork,nodelay", $"TCP4:{There},nodelay",
        ],
        Answers: false,
        Bare,
        SaysOnError: true);

    /// <summary>Whether this machine has the program.</summary>
    public bool IsInstalled => Path.IsPathRooted(Command[0]) || (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, Command[0])));

    /// <summary>The command, with the address of the server behind a proxy.</summary>
    public string[] CommandTo(string? there) => [.. Command.Select(word => word.Replace(There, there, StringComparison.Ordinal))];
}
