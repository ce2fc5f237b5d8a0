namespace Tincan.Cli.Lab;

internal sealed class LateAnswer : IExperiment
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public string Name => "late-answer";

    public string Title => "an answer that comes after its deadline and is taken for the next question's";

    public string Explanation =>
        "The first answer came after the client had given up on it, and waited in the connection. "
        + "The client then asked for another name and read the next bytes, which were the old answer. From then on every answer is one question late. "
        + "A deadline ends the wait, but it does not cancel the question. "
        + "Either match answers to questions by their content, or close the connection after a deadline.";

    public async Task RunAsync(LabBench bench)
    {
        var listener = await bench.ListenAsync();
        var answers = new Queue<(double, byte[])>([(1.4, "slow.com 1.1.1.1 A IN"u8.ToArray()), (0.3, "fast.com 2.2.2.2 A IN"u8.ToArray())]);
        var serving = NaiveServers.AnswerSlowlyAsync(listener, bench, _ => answers.Dequeue());
        var client = await bench.ConnectAsync(listener.LocalEndPoint);
        foreach (var name in new[] { "slow.com", "fast.com" })
        {
            await bench.SendAsync(client, $"{name}\n");
            var answer = await bench.ReceiveWithinAsync(client, Deadline);
            bench.Findings.Add($"asked for {name}: {answer?.TrimEnd() ?? $"no answer within {Deadline.TotalSeconds:0} s, so TIMED OUT"}");
            if (answer is null)
            {
                bench.Remark("the client gives up: its deadline of 1 s has passed");
                await bench.PauseAsync(TimeSpan.FromSeconds(0.6));
            }
        }

        var left = await bench.ReceiveAsync(client);
        bench.Findings.Add($"and one answer is left over in the connection: {left.TrimEnd()}");
        await client.DisposeAsync();
        await serving;
    }
}
