using System.Diagnostics;
using Tincan.Cli.Demo;
using Tincan.Protocols.Names;

namespace Tincan.Cli.Protocols.Names;

/// <summary>Two table servers, a resolver that asks both at once, and a client: <c>PROJ2-HNS.txt</c> into <c>RESOLVED.txt</c>.</summary>
internal static class NamesDemo
{
    public static DemoPart Part { get; } = new("names", "a resolver asks two table servers at once; a name that neither knows takes the deadline of 5 s", PlayAsync);

    private static async Task PlayAsync(DemoBench bench)
    {
        await using var one = await bench.ServeAsync(Table("PROJ2-DNSTS1.txt"));
        await using var two = await bench.ServeAsync(Table("PROJ2-DNSTS2.txt"));
        await using var resolver = await bench.ServeAsync(
            new ResolverServer(new ResolverOptions { Upstreams = [DemoBench.Address(one), DemoBench.Address(two)] }));
        await using var client = new ResolveClient(_ => bench.ConnectAsync(resolver), new LineOptions { Dialect = Dialect.Lf });
        await using (var resolved = new StreamWriter(bench.Output("RESOLVED.txt")) { NewLine = "\n" })
        {
            foreach (var name in File.ReadAllLines(DemoBench.Sample("PROJ2-HNS.txt")))
            {
                var asked = Stopwatch.GetTimestamp();
                DemoBench.Show("client", Encoding.UTF8.GetBytes(name));
                var answer = await client.AskAsync(Encoding.UTF8.GetBytes(name), bench.Cancel);
                var took = Stopwatch.GetElapsedTime(asked).TotalSeconds;
                var text = Encoding.UTF8.GetString(answer.Text.Span);
                DemoBench.Show("resolver", Encoding.UTF8.GetBytes($"{text,-40} {took.ToString("0.000", CultureInfo.InvariantCulture)} s"));
                await resolved.WriteLineAsync(text);
            }
        }

        bench.CheckFile("RESOLVED.txt");
    }

    private static TableServer Table(string sample) => new(NameTable.Load(DemoBench.Sample(sample)), Edition.Current, new LineOptions());
}
