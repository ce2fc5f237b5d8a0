using Tincan.Checks.Probing;
using Tincan.Checks.Suites;
using Tincan.Checks.Targets;
using Tincan.Framing;
using Tincan.Hosting;
using Tincan.Mutants;
using Tincan.Mutants.Programs;

namespace Tincan.Checks.Tests.Probing;

/// <summary>Servers with unusual behaviour, and probes of them.</summary>
internal static class OddServers
{
    public static DelegateServer OneRead(string end, bool takesOffLineEnds) =>
        new(conversation => ReadsAsync(conversation, text => Hit(takesOffLineEnds ? text.Trim() : text) is { } hit ? hit + end : null));

    public static readonly CheckOptions Options = new() { Dialect = Dialect.Auto };

    public static ProbeResult Find(Suite suite, IServer server, CheckOptions? options = null) => Bench.Find(suite, new HostedServer(_ => server), options ?? Options);

    public static string? Hit(string name) => name switch
    {
        "rutgers.edu" => "rutgers.edu 172.34.4.6 A IN",
        "amazon.com" => "amazon.com 94.5.6.7 A IN",
        "www.princeton.edu" => "www.princeton.edu 128.1.1.4 A IN",
        _ => null,
    };

    public static async Task GreetAsync(Conversation conversation, string greeting, Func<string, string?> answer)
    {
        if (greeting.Length > 0)
        {
            await conversation.Wire.SendAsync(Encoding.ASCII.GetBytes(greeting));
        }

        await ReadsAsync(conversation, answer);
    }

    /// <summary>Takes each read as a message.</summary>
    public static async Task ReadsAsync(Conversation conversation, Func<string, string?> answer)
    {
        var buffer = new byte[8192];
        while (await conversation.Wire.ReceiveAsync(buffer) is var count and > 0)
        {
            if (answer(Encoding.UTF8.GetString(buffer, 0, count)) is { } text)
            {
                await conversation.Wire.SendAsync(Encoding.UTF8.GetBytes(text));
            }
        }
    }

    /// <summary>Reads lines, however they are split.</summary>
    public static async Task LinesAsync(Conversation conversation, Dialect reads, Dialect sends, Func<string, string?> answer)
    {
        var end = Encoding.ASCII.GetString(reads.Terminator());
        var come = "";
        await ReadsAsync(conversation, text =>
        {
            var lines = (come + text).Split(end);
            come = lines[^1];
            var answers = lines[..^1].Select(answer).OfType<string>().Select(line => line + Encoding.ASCII.GetString(sends.Terminator())).ToList();
            return answers.Count > 0 ? string.Concat(answers) : null;
        });
    }
}
