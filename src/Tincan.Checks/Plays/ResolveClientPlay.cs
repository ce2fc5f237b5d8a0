using Tincan.Checks.Contexts;
using Tincan.Checks.Parameters;

namespace Tincan.Checks.Plays;

/// <summary>Plays the resolver for its client.</summary>
internal static class ResolveClientPlay
{
    public static readonly (string Name, string Answer)[] Sample =
    [
        ("www.princeton.edu", "www.princeton.edu 128.1.1.4 A IN"),
        ("rutgers.edu", "rutgers.edu 172.34.4.6 A IN"),
        ("nothinghere.com", "nothinghere.com - TIMED OUT"),
        ("google.com", "GOOGLE.com 46.1.3.7 A IN"),
        ("www.google.com", "www.google.com - TIMED OUT"),
    ];

    public static readonly (string Name, string Answer) One = Sample[1];

    public static readonly (string Name, string Answer) Other = Sample[3];

    public static async Task AskAsync(CaseContext context, string input, params (string Name, string Answer)[] questions) =>
        await (await AnswerAsync(context, input, questions)).ExpectOutputAsync(written => written.Expect([.. questions.Select(question => AnswerOf(context, question.Answer))]));

    /// <summary>Plays the resolver for a client that uses one connection or one for each name, and that sends or skips blank lines.</summary>
    public static async Task<ClientPlay> AnswerAsync(CaseContext context, string input, params (string Name, string Answer)[] questions)
    {
        var play = await ClientPlay.StartAsync(context, input);
        var isBlankAllowed = input.Contains("\n\n", StringComparison.Ordinal) && context.Options.EffectiveAnswerDialect != Dialect.Raw;
        foreach (var (name, answer) in questions)
        {
            await play.ExpectQuestionAsync(async peer =>
            {
                if (!isBlankAllowed)
                {
                    await peer.ExpectAsync(name);
                }
                else if (await ReadNameOrBlankAsync(peer, name))
                {
                    isBlankAllowed = false;
                    await peer.SendLineAsync(AnswerOf(context, " - TIMED OUT"));
                    await peer.ExpectAsync(name);
                }
            });
            await play.Peer.SendLineAsync(AnswerOf(context, answer));
        }

        return play;
    }

    /// <summary>Expects the name or a blank line; returns true for a blank line.</summary>
    private static async Task<bool> ReadNameOrBlankAsync(Peer peer, string name)
    {
        var line = await peer.ReadLineAsync()
            ?? throw new CheckFailedException(FailureKind.ClosedEarly, "the program closed the connection before it had asked for this name")
            {
                Expected = System.Text.Encoding.UTF8.GetBytes(name),
                Got = ReadOnlyMemory<byte>.Empty,
            };
        return line.Length == 0 || (line == name
            ? false
            : throw new CheckFailedException(FailureKind.WrongBytes, "the program asked for something else")
            {
                Expected = System.Text.Encoding.UTF8.GetBytes(name),
                Got = System.Text.Encoding.UTF8.GetBytes(line),
            });
    }

    public static async Task WaitsAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "nothinghere.com\n");
        await play.Peer.ExpectAsync("nothinghere.com");
        await play.Peer.ExpectSilenceAsync(context.Options.Deadline + context.Options.QuietPeriod);
        await play.Peer.SendLineAsync(AnswerOf(context, "nothinghere.com - TIMED OUT"));
        await play.ExpectOutputAsync(written => written.Expect(AnswerOf(context, "nothinghere.com - TIMED OUT")));
    }

    public static async Task FileFormAsync(CaseContext context)
    {
        context.WriteEarlierFile();
        var play = await AnswerAsync(context, "rutgers.edu\ngoogle.com\n", One, Other);
        await play.ExpectOutputAsync(written => written.ExpectOnly(AnswerOf(context, One.Answer), AnswerOf(context, Other.Answer)));
    }

    public static async Task LastAnswerAsync(CaseContext context)
    {
        var play = await AwaitingAnswerAsync(context);
        await play.Peer.SendAsync(System.Text.Encoding.ASCII.GetBytes(AnswerOf(context, One.Answer)));
        await play.ExpectOutputAsync(written => written.Expect(AnswerOf(context, One.Answer)));
    }

    public static async Task ClosedAfterEachAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "rutgers.edu\ngoogle.com\n");
        await play.Peer.ExpectAsync(One.Name);
        await play.Peer.SendLineAsync(AnswerOf(context, One.Answer));
        await play.Peer.FinishAsync();
        await play.AcceptNextAsync();
        await play.Peer.ExpectAsync(Other.Name);
        await play.Peer.SendLineAsync(AnswerOf(context, Other.Answer));
        await play.ExpectOutputAsync(written => written.Expect(AnswerOf(context, One.Answer), AnswerOf(context, Other.Answer)));
    }

    public static async Task OneConnectionAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "rutgers.edu\ngoogle.com\n");
        foreach (var (name, answer) in ((string, string)[])[One, Other])
        {
            await play.Peer.ExpectAsync(name);
            await play.Peer.SendLineAsync(AnswerOf(context, answer));
        }
    }

    public static async Task<ClientPlay> AwaitingAnswerAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "rutgers.edu\n");
        await play.Peer.ExpectAsync("rutgers.edu");
        return play;
    }

    /// <summary>An answer in the form of the program's edition.</summary>
    public static string AnswerOf(CaseContext context, string answer) => answer.Split(" - ") is [var name, _]
        ? NamesParameters.MissOf(context.Options, name)
        : NamesParameters.HitOf(context.Options, answer[..answer.LastIndexOf(' ')]);
}
