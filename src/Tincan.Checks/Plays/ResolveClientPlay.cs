using Tincan.Checks.Parameters;
using Tincan.Checks.Contexts;

namespace Tincan.Checks.Plays;

/// <summary>What the cases do that judge the client of a resolver: they are the resolver.</summary>
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
        await (await AnswerAsync(context, input, questions)).ExpectAsync(written => written.Expect([.. questions.Select(question => Said(context, question.Answer))]));

    /// <summary>Plays the resolver, for a client that keeps its connection or opens one a name, and that sends blank lines or skips them.</summary>
    public static async Task<ClientPlay> AnswerAsync(CaseContext context, string input, params (string Name, string Answer)[] questions)
    {
        var play = await ClientPlay.StartAsync(context, input);
        var isBlankAllowed = input.Contains("\n\n", StringComparison.Ordinal) && context.Options.Answers != Dialect.Raw;
        foreach (var (name, answer) in questions)
        {
            await play.HearAsync(async peer =>
            {
                if (!isBlankAllowed)
                {
                    await peer.HearAsync(name);
                }
                else if (await HearAsync(peer, name))
                {
                    isBlankAllowed = false;
                    await peer.SayAsync(Said(context, " - TIMED OUT"));
                    await peer.HearAsync(name);
                }
            });
            await play.Peer.SayAsync(Said(context, answer));
        }

        return play;
    }

    /// <summary>Hears the name, or a blank line: then true.</summary>
    private static async Task<bool> HearAsync(Peer peer, string name)
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
        await play.Peer.HearAsync("nothinghere.com");
        await play.Peer.HearNothingAsync(context.Options.Deadline + context.Options.Quiet);
        await play.Peer.SayAsync(Said(context, "nothinghere.com - TIMED OUT"));
        await play.ExpectAsync(written => written.Expect(Said(context, "nothinghere.com - TIMED OUT")));
    }

    public static async Task FileFormAsync(CaseContext context)
    {
        context.LeaveEarlierFile();
        var play = await AnswerAsync(context, "rutgers.edu\ngoogle.com\n", One, Other);
        await play.ExpectAsync(written => written.ExpectOnly(Said(context, One.Answer), Said(context, Other.Answer)));
    }

    public static async Task LastAnswerAsync(CaseContext context)
    {
        var play = await OwedAsync(context);
        await play.Peer.SendAsync(System.Text.Encoding.ASCII.GetBytes(Said(context, One.Answer)));
        await play.ExpectAsync(written => written.Expect(Said(context, One.Answer)));
    }

    public static async Task ClosedAfterEachAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "rutgers.edu\ngoogle.com\n");
        await play.Peer.HearAsync(One.Name);
        await play.Peer.SayAsync(Said(context, One.Answer));
        await play.Peer.FinishAsync();
        await play.NextAsync();
        await play.Peer.HearAsync(Other.Name);
        await play.Peer.SayAsync(Said(context, Other.Answer));
        await play.ExpectAsync(written => written.Expect(Said(context, One.Answer), Said(context, Other.Answer)));
    }

    public static async Task OneConnectionAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "rutgers.edu\ngoogle.com\n");
        foreach (var (name, answer) in ((string, string)[])[One, Other])
        {
            await play.Peer.HearAsync(name);
            await play.Peer.SayAsync(Said(context, answer));
        }
    }

    public static async Task<ClientPlay> OwedAsync(CaseContext context)
    {
        var play = await ClientPlay.StartAsync(context, "rutgers.edu\n");
        await play.Peer.HearAsync("rutgers.edu");
        return play;
    }

    /// <summary>An answer as the edition of the check has it.</summary>
    public static string Said(CaseContext context, string answer) => answer.Split(" - ") is [var name, _]
        ? NamesParameters.MissOf(context.Options, name)
        : NamesParameters.HitOf(context.Options, answer[..answer.LastIndexOf(' ')]);
}
