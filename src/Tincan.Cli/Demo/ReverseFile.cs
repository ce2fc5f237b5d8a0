using Tincan.Protocols.Reverse;

namespace Tincan.Cli.Demo;

/// <summary>A file reversed line by line into <c>out-proj.txt</c>, by the server; the client checks each answer's place.</summary>
internal static class ReverseFile
{
    public static async Task PlayAsync(Stage stage)
    {
        Stage.Begin("reverse", "each line of in-proj.txt comes back reversed");
        await using (var file = LineFile.Create(stage.Output("out-proj.txt")))
        {
            await using var host = await stage.ServeAsync(new ReverseServer(new ReverseServerOptions { Out = file }));
            await using var wire = await stage.ConnectAsync(host);
            using var client = new ReverseClient(wire, new ReverseClientOptions());
            Stage.Said("server greets", (await client.GreetAsync(stage.Cancel)).Span);
            var questions = File.ReadAllLines(Stage.Sample("in-proj.txt"));
            await using var input = new LineInput(File.OpenRead(Stage.Sample("in-proj.txt")));
            await client.RunAsync(input, Answered, stage.Cancel);
            stage.Check(client.Answered == questions.Length, $"{client.Answered} of {questions.Length} lines were answered, in order");

            ValueTask Answered(ReadOnlyMemory<byte> answer)
            {
                Stage.Said("client", System.Text.Encoding.UTF8.GetBytes(Short(questions[client.Answered - 1])));
                Stage.Said("server", System.Text.Encoding.UTF8.GetBytes(Short(System.Text.Encoding.UTF8.GetString(answer.Span))));
                return ValueTask.CompletedTask;
            }
        }

        stage.CheckFile("out-proj.txt");
    }

    private static string Short(string line) => line.Length <= 60 ? line : $"{line[..57]}...";
}
