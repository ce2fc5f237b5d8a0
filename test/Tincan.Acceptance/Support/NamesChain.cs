namespace Tincan.Acceptance.Support;

/// <summary>
/// A chain of client, resolver and two table servers. Words name each: <c>ours</c> is the program's own, others are a file in <c>peers/classroom/names</c> and its arguments.
/// </summary>
internal static class NamesChain
{
    private const string Names = "www.princeton.edu\nrutgers.edu\nnothinghere.com\ngoogle.com\nRutgers.edu\namazon.com\n";

    /// <summary>Asks for six names; one of them is in no table.</summary>
    public static async Task IsRightAsync(string tables, string resolver, string client, string missed)
    {
        await using var first = await TableAsync(1, tables);
        await using var second = await TableAsync(2, tables);
        await using var middle = await ResolverAsync(resolver, first.Port, second.Port);
        var answers = await AskAsync(client, middle.Port);

        Assert.Equal(
            $"""
            www.princeton.edu 128.1.1.4 A IN
            rutgers.edu 172.34.4.6 A IN
            nothinghere.com - {missed}
            GOOGLE.com 46.1.3.7 A IN
            rutgers.edu 172.34.4.6 A IN
            amazon.com 94.5.6.7 A IN

            """,
            answers);
    }

    public static Task<Running> TableAsync(int number, string words)
    {
        var table = Place.Sample($"PROJ2-DNSTS{number}.txt");
        return words == "ours"
            ? TincanCli.ServeAsync("serve", "names", "--table", table)
            : Classroom.ServeAsync("names/" + words.Split(' ')[0], [table, .. words.Split(' ')[1..]]);
    }

    public static Task<Running> ResolverAsync(string words, params string[] ports) => words == "ours"
        ? TincanCli.ServeAsync(["serve", "resolver", "--deadline", "3s", .. ports.SelectMany(static port => new[] { "--upstream", $"127.0.0.1:{port}" })])
        : Classroom.ServeAsync("names/" + words.Split(' ')[0], [.. ports, .. words.Split(' ')[1..]]);

    private static async Task<string> AskAsync(string words, string port)
    {
        using var scratch = new Scratch();
        scratch.Write("names", Names);
        if (words == "ours")
        {
            var outcome = await TincanCli.RunAsync("resolve", "127.0.0.1", port, scratch["names"]);
            Assert.True(outcome.Code == 1, outcome.Error);
            return outcome.Text;
        }

        var client = await Classroom.PipeAsync("", "names/" + words.Split(' ')[0], [port, scratch["names"], scratch["out"], .. words.Split(' ')[1..]]);
        Assert.Equal((0, ""), (client.Code, client.Error));
        return await File.ReadAllTextAsync(scratch["out"]);
    }
}
