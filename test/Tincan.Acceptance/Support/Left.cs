namespace Tincan.Acceptance.Support;

/// <summary>What a program has left running, found by a word in its environment.</summary>
internal sealed class Left
{
    private readonly string _mark = Guid.NewGuid().ToString("N");

    /// <summary>Runs the program with a mark, which everything it starts inherits.</summary>
    public async Task<Outcome> RunAsync(params string[] args)
    {
        await using var run = Running.Start(Place.Program, args, new Dictionary<string, string>(StringComparer.Ordinal) { ["TINCAN_TEST"] = _mark });
        run.EndInput();
        return await run.ExitAsync();
    }

    /// <summary>Checks a program, of which nothing may be left afterwards.</summary>
    /// <param name="options">What follows <c>check</c>.</param>
    /// <param name="program">The program and its arguments.</param>
    public async Task<Outcome> CheckAsync(string[] options, params string[] program)
    {
        var outcome = await RunAsync(["check", .. options, "--", .. program]);
        await IsNothingAsync();
        return outcome;
    }

    /// <summary>Nothing that it has started is left, at the latest when what cleans up after a check has looked around.</summary>
    public async Task IsNothingAsync()
    {
        using var limit = new CancellationTokenSource(Bounded.Limit);
        while (Any())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Something that it has started is left.</summary>
    public bool Any()
    {
        var mark = Encoding.ASCII.GetBytes(_mark);
        return Directory.EnumerateDirectories("/proc").Any(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && Has(folder, mark));
    }

    private static bool Has(string folder, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
