using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;
using Tincan.Checks.Suites;

namespace Tincan.Checks.Probing;

/// <summary>Finds out how a table server differs: its greeting, line ends and answers.</summary>
internal static class NamesServerProbe
{
    private const string Name = "rutgers.edu";
    private const string Record = "rutgers.edu 172.34.4.6 A";

    public static async Task RunAsync(Prober prober)
    {
        var probe = new LineServerProbe(prober, Name, "amazon.com") { MayGreet = true, HasOwnLineEndsAsync = () => HasOwnLineEndsAsync(prober) };
        await probe.RunAsync();
        prober.DetectGreeting(probe.Greeting);
        prober.DetectPadding(probe.Answer);
        var answer = LineEnd.TextOf(probe.Answer);
        if (NamesParameters.Recognise(Framing.Padding.Size(probe.Answer) > 0 ? answer.TrimEnd(' ') : answer, Record) is var (parameter, value))
        {
            prober.SetParameter(parameter, value, $"it answers 'rutgers.edu' with {Prober.Quote(probe.Answer)}");
        }
    }

    /// <summary>A table whose only line has no newline shows whether the server adds line ends itself.</summary>
    private static async Task<bool> HasOwnLineEndsAsync(Prober prober)
    {
        byte[] answer = [];
        await prober.TryAsync(async context =>
        {
            context.Write(NamesServerSuite.TableFile, Encoding.ASCII.GetBytes(Record));
            await using var peer = await context.ConnectAsync();
            await peer.ReceiveAllAsync(LineServerProbe.GreetingTimeout);
            await peer.SendAsync(Encoding.ASCII.GetBytes(Name));
            answer = await peer.ReceiveAllAsync(prober.Options.AnswerTimeout);
        });
        if (answer.Length == 0 || LineEnd.LengthAtEnd(answer) > 0)
        {
            return true;
        }

        prober.Note("the line ends of its answers are the newlines of the table's lines: to a last line without one it answers without");
        return false;
    }
}
