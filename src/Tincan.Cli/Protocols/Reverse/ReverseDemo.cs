using Tincan.Cli.Demo;
using Tincan.Protocols.Reverse;

namespace Tincan.Cli.Protocols.Reverse;

/// <summary>A file reversed line by line into <c>out-proj.txt</c>, by the server; the client checks each answer's place.</summary>
internal static class ReverseDemo
{
    public static DemoPart Part { get; } = new("reverse", "each line of in-proj.txt comes back reversed", PlayAsync);

    private static async Task PlayAsync(DemoBench bench)
    {
        await using (var file = LineFile.Create(bench.Output("out-proj.txt")))
        {
            await using var host = await bench.ServeAsync(new ReverseServer(new ReverseServerOptions { Out = file }));
            await using var wire = await bench.ConnectAsync(host);
            using var client = new ReverseClient(wire, new ReverseClientOptions());
            DemoBench.Show("server greets", (await client.GreetAsync(bench.Cancel)).Span);
            var questions = File.ReadAllLines(DemoBench.Sample("in-proj.txt"));
            await using var input = new LineInput(File.OpenRead(DemoBench.Sample("in-proj.txt")));
            await client.RunAsync(input, Answered, bench.Cancel);
            bench.Check(client.Answered == questions.Length, $"{client.Answered} of {questions.Length} lines were answered, in order");

            ValueTask Answered(ReadOnlyMemory<byte> answer, bool more)
            {
                DemoBench.Show("client", System.Text.Encoding.UTF8.GetBytes(Short(questions[client.Answered - 1])));
                DemoBench.Show("server", System.Text.Encoding.UTF8.GetBytes(Short(System.Text.Encoding.UTF8.GetString(answer.Span))));
                return ValueTask.CompletedTask;
            }
        }

        bench.CheckFile("out-proj.txt");
    }

    private static string Short(string line) => line.Length <= 60 ? line : $"{line[..57]}...";
}
