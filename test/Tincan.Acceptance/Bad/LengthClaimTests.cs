using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Bad;

/// <summary>A file that says that it has 2 GiB, and one without an end: memory is not taken for what is only claimed.</summary>
public sealed class LengthClaimTests : IDisposable
{
    /// <summary>What the program may hold, in hexadecimal as .NET wants it: 640 MiB. A file that is read whole may have half of it.</summary>
    private const string Heap = "28000000";

    private readonly Scratch _scratch = new();

    public static TheoryData<string[], string> Readers => new()
    {
        { ["serve", "names", "--listen", ":0", "--table", "FILE"], "FILE: the file is longer than MOST MiB" },
        { ["serve", "book", "--listen", ":0", "--book", "FILE"], "FILE: the file is longer than MOST MiB" },
        { ["book", "import", "FILE", "--book", "BOOK", "--format", "csv"], "FILE: the file is longer than 256 MiB" },
        { ["book", "import", "FILE", "--book", "BOOK", "--format", "ldif"], "FILE:1: a line is longer than the limit of 16777216 bytes" },
        { ["book", "import", "FILE", "--book", "BOOK", "--format", "vcard4"], "FILE:1: a line is longer than the limit of 16777216 bytes" },
        { ["serve", "echo", "--listen", ":0", "--tls-cert", "FILE"], "FILE: the file is longer than 16 MiB" },
        { ["send", "localhost:1", "--tls", "--ca", "FILE"], "FILE: the file is longer than 16 MiB" },
        { ["up", "FILE"], "FILE: the file is longer than 1 MiB" },
        { ["serve", "echo", "--listen", ":0", "--fault-plan", "FILE"], "FILE: the file is longer than 1 MiB" },
        { ["watch", "FILE"], "FILE:1: a line is longer than the limit of 16777216 bytes" },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_file_of_2_GiB_is_refused(string[] words, string problem)
    {
        await RefusesAsync(Claiming(1L << 31), words, problem.Replace("MOST", "320", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_fits_into_half_of_the_memory_is_read()
    {
        var file = Claiming(300 << 20);
        var shown = string.Concat(Enumerable.Repeat(@"\0", 300));
        await RefusesAsync(
            file, ["serve", "names", "--listen", ":0", "--table", "FILE"], $"FILE:1: expected three words with single blanks, 'NAME IPv4 A', not '{shown}…'");
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public Task A_file_without_an_end_is_refused(string[] words, string problem) =>
        RefusesAsync("/dev/zero", words, problem.Replace("MOST", "256", StringComparison.Ordinal));

    public void Dispose() => _scratch.Dispose();

    /// <summary>A sparse file: it has a length and nothing else.</summary>
    private string Claiming(long length)
    {
        using var claims = File.Create(_scratch["claims"]);
        claims.SetLength(length);
        return _scratch["claims"];
    }

    private async Task RefusesAsync(string file, string[] words, string problem)
    {
        _scratch.Write("book.csv", "email,name\n");
        await using var run = Running.Start(
            Place.Program,
            words.Select(word => word switch { "FILE" => file, "BOOK" => _scratch["book.csv"], _ => word }),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_GCHeapHardLimit"] = Heap });

        var outcome = await run.ExitAsync();
        Assert.Equal((2, $"tincan: {problem.Replace("FILE", file, StringComparison.Ordinal)}"), (outcome.Code, outcome.Error.Split('\n')[0]));
    }
}
