using Tincan.Bench.Processes;

namespace Tincan.Bench.Servers;

/// <summary>How a server or a proxy is started.</summary>
/// <param name="Name">As the tables call it.</param>
/// <param name="Command">
/// The program and its arguments. {port} stands for the loopback port to listen on, {target} for the address of a proxy's target, {config} its file.
/// </param>
internal sealed record Server(string Name, params IReadOnlyList<string> Command)
{
    /// <summary>How many seconds longer than the others it runs before it is measured: while a compiler beside it makes it faster.</summary>
    public double ExtraWarm { get; init; }

    /// <summary>The text of its configuration file, if it needs one.</summary>
    public string? Config { get; init; }

    /// <summary>A file that it needs beside its program.</summary>
    public string? Needs { get; init; }

    /// <summary>A source in bench/peers that is compiled, and is the program that the arguments are for.</summary>
    public string? Source { get; init; }

    /// <summary>What is not installed, so that it cannot run; otherwise null.</summary>
    public string? Missing => Source is null
        ? new[] { Command[0], Needs }.FirstOrDefault(static file => file is not null && !Programs.IsInstalled(file))
        : Compiled.Missing(Source);

    /// <summary>The program and its arguments, compiled if it has to be.</summary>
    public IReadOnlyList<string> Words => Source is null ? Command : [Compiled.Get(Source), .. Command];

    public static Server InC(string mode) => new("C", mode, "{port}") { Source = "server.c" };

    public static Server InGo(params IReadOnlyList<string> words) => new("Go", words) { Source = "server.go" };

    public static Server InPython(string style, params IReadOnlyList<string> words) =>
        new(style, [Programs.Python, Path.Combine(Programs.Peers, "server.py"), style, .. words])
        {
            Needs = style == "uvloop" ? "/usr/lib/python3/dist-packages/uvloop" : null,
        };

    /// <summary>The program, with its own defaults and limits; only what it logs of each connection is left out.</summary>
    public static Server OfTincan(params IReadOnlyList<string> words) => new("Tincan", [Programs.Tincan, .. words, "--log", "warn"]);
}
