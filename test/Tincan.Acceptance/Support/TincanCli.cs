namespace Tincan.Acceptance.Support;

/// <summary>Runs the program.</summary>
internal static class TincanCli
{
    /// <summary>Starts a server on a free port of loopback (unless the words say where), and waits until it listens.</summary>
    public static async Task<Running> ServeAsync(params string[] args)
    {
        var server = Start(args.Contains("--listen") ? args : [.. args, "--listen", "127.0.0.1:0"]);
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

    public static Running Start(params string[] args) => Running.Start(Place.Program, args);

    /// <summary>Runs it to its end with nothing on standard input.</summary>
    public static Task<Outcome> RunAsync(params string[] args) => PipeAsync("", args);

    /// <summary>Runs it to its end with a text on standard input.</summary>
    public static async Task<Outcome> PipeAsync(string input, params string[] args)
    {
        await using var run = Start(args);
        await run.SendAsync(input);
        run.EndInput();
        return await run.ExitAsync();
    }
}

/// <summary>Runs the peers in Python. Without <c>python3</c> a test fails; it is not skipped.</summary>
internal static class Python
{
    /// <summary>Starts a server and waits until it listens.</summary>
    public static async Task<Running> ServeAsync(string script, params string[] args)
    {
        var server = Start(script, args);
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

    public static Running Start(string script, params string[] args) =>
        Running.Start("python3", ["-u", "-B", Place.Peer(script), .. args], new Dictionary<string, string>(StringComparer.Ordinal) { ["TERM"] = "xterm" });

    /// <summary>Runs a client to its end.</summary>
    public static Task<Outcome> RunAsync(string script, params string[] args) => PipeAsync("", script, args);

    /// <summary>Runs a client to its end with a text on standard input.</summary>
    public static async Task<Outcome> PipeAsync(string input, string script, params string[] args)
    {
        await using var run = Start(script, args);
        await run.SendAsync(input);
        run.EndInput();
        return await run.ExitAsync();
    }
}
