using System.Collections.Concurrent;

namespace Tincan.Acceptance.Support;

/// <summary>
/// Runs the peers in <c>peers/classroom</c>: first programs with sockets, in the style of those that people have really written, in Python, C and
/// JavaScript. A server prints <c>listening on HOST:PORT</c> and takes port 0; everything else about it is as naive as the real ones.
/// </summary>
internal static class Classroom
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Compiled = new(StringComparer.Ordinal);
    private static readonly Lazy<DirectoryInfo> Binaries = new(static () =>
    {
        var folder = Directory.CreateTempSubdirectory("tincan-classroom-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder;
    });

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="peer">Its source, from the folder on: <c>reverse/server.py</c>.</param>
    /// <param name="args">Its arguments.</param>
    public static async Task<Running> ServeAsync(string peer, params string[] args)
    {
        var server = await StartAsync(peer, args);
        try
        {
            return await server.ListeningAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program; one in C is compiled before its first run.</summary>
    public static async Task<Running> StartAsync(string peer, params string[] args)
    {
        var source = Place.Peer(Path.Combine("classroom", peer));
        return Path.GetExtension(peer) switch
        {
            ".py" => Running.Start("python3", ["-u", "-B", source, .. args]),
            ".js" => Running.Start("node", [source, .. args]),
            _ => Running.Start(await CompiledAsync(source), args),
        };
    }

    /// <summary>Compiles a program in C, once.</summary>
    /// <param name="source">Its path.</param>
    /// <returns>The path of the program.</returns>
    public static Task<string> CompiledAsync(string source) => Compiled.GetOrAdd(source, static source => new(() => CompileAsync(source))).Value;

    /// <summary>Runs a client to its end, with a text on standard input.</summary>
    public static async Task<Outcome> PipeAsync(string input, string peer, params string[] args)
    {
        await using var client = await StartAsync(peer, args);
        await client.SendAsync(input);
        client.EndInput();
        return await client.ExitAsync();
    }

    private static async Task<string> CompileAsync(string source)
    {
        var binary = Path.Combine(Binaries.Value.FullName, Path.GetFileName(Path.GetDirectoryName(source)) + "-" + Path.GetFileNameWithoutExtension(source));
        await using var compiler = Running.Start("gcc", ["-O1", "-o", binary, source]);
        compiler.EndInput();
        var outcome = await compiler.ExitAsync();
        Assert.True(outcome.Code == 0, $"{source} does not compile: {outcome.Error}");
        return binary;
    }
}
