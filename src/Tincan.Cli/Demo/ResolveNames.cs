using System.Diagnostics;
using Tincan.Protocols.Names;

namespace Tincan.Cli.Demo;

/// <summary>Two table servers, a resolver that asks both at once, and a client: <c>PROJ2-HNS.txt</c> into <c>RESOLVED.txt</c>.</summary>
internal static class ResolveNames
{
    public static async Task PlayAsync(Stage stage)
    {
        Stage.Begin("names", "a resolver asks two table servers at once; a name that neither knows takes the deadline of 5 s");
        await using var one = await stage.ServeAsync(Table("PROJ2-DNSTS1.txt"));
        await using var two = await stage.ServeAsync(Table("PROJ2-DNSTS2.txt"));
        await using var resolver = await stage.ServeAsync(
            new ResolverServer(new ResolverOptions { Upstreams = [Stage.Address(one), Stage.Address(two)] }));
        await using var client = new ResolveClient(_ => stage.ConnectAsync(resolver), new LineOptions { Dialect = Dialect.Lf });
        await using (var resolved = new StreamWriter(stage.Output("RESOLVED.txt")) { NewLine = "\n" })
        {
            foreach (var name in File.ReadAllLines(Stage.Sample("PROJ2-HNS.txt")))
            {
                var asked = Stopwatch.GetTimestamp();
                Stage.Said("client", Encoding.UTF8.GetBytes(name));
                var answer = await client.AskAsync(Encoding.UTF8.GetBytes(name), stage.Cancel);
                var took = Stopwatch.GetElapsedTime(asked).TotalSeconds;
                var text = Encoding.UTF8.GetString(answer.Text.Span);
                Stage.Said("resolver", Encoding.UTF8.GetBytes($"{text,-40} {took.ToString("0.000", CultureInfo.InvariantCulture)} s"));
                await resolved.WriteLineAsync(text);
            }
        }

        stage.CheckFile("RESOLVED.txt");
    }

    private static TableServer Table(string sample) => new(NameTable.Load(Stage.Sample(sample)), Edition.Current, new LineOptions());
}
